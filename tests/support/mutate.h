#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "core/base/random.h"

namespace la {

// Damages text as disks and typing do: bits, bytes, cuts, repeats, pieces of other texts, and words
// that mean something to the reader.
class Mutator {
  public:
    Mutator(std::uint64_t seed, std::vector<std::string> corpus, std::vector<std::string> words)
        : random_(seed), corpus_(std::move(corpus)), words_(std::move(words)) {}

    std::string next() {
        std::string text = pick(corpus_);
        for (auto n = 1 + random_.below(6); n > 0; --n) {
            mutate(text);
        }
        return text;
    }

  private:
    const std::string& pick(const std::vector<std::string>& from) {
        return from[random_.below(from.size())];
    }
    std::size_t place(const std::string& text) { return random_.below(text.size() + 1); }

    void mutate(std::string& text) {
        const std::size_t at = place(text);
        const std::size_t length = random_.below(1 + std::min<std::size_t>(text.size() - at, 40));
        switch (random_.below(9)) {
            case 0:
                if (at < text.size()) {
                    text[at] = static_cast<char>(text[at] ^ (1 << random_.below(8)));
                }
                break;
            case 1:
                text.insert(at, 1, static_cast<char>(random_.below(256)));
                break;
            case 2:
                text.erase(at, length);
                break;
            case 3:
                text.insert(place(text), text.substr(at, length));
                break;
            case 4:
                text.resize(at);
                break;
            case 5: {
                const std::string& other = pick(corpus_);
                text.insert(at, other.substr(place(other), random_.below(60)));
                break;
            }
            case 6:
                text.replace(at, length, pick(words_));
                break;
            case 7:
                text.insert(at, pick(words_));
                break;
            default: {  // a number for a number
                const std::size_t digit = text.find_first_of("0123456789", at);
                if (digit != std::string::npos) {
                    const std::size_t end = text.find_first_not_of("0123456789.eE+-", digit);
                    static const std::vector<std::string> kNumbers{"0",
                                                                   "-1",
                                                                   "1e308",
                                                                   "1e-320",
                                                                   "1e999",
                                                                   "NaN",
                                                                   "-0.0",
                                                                   "4294967296",
                                                                   "0x10",
                                                                   "1e",
                                                                   "9223372036854775808",
                                                                   "0.1e+",
                                                                   "Infinity",
                                                                   "00",
                                                                   "1.5.2"};
                    text.replace(digit, end == std::string::npos ? end : end - digit,
                                 pick(kNumbers));
                }
            }
        }
        if (random_.below(2000) == 0) {  // something long
            text.insert(place(text),
                        std::string(1 << random_.below(21), static_cast<char>(random_.below(256))));
        }
    }

    Random random_;
    std::vector<std::string> corpus_, words_;
};

}  // namespace la
