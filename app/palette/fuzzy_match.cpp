#include "app/palette/fuzzy_match.h"

#include <algorithm>
#include <vector>

namespace la {

namespace {

char small(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool letter(char c) {
    return (small(c) >= 'a' && small(c) <= 'z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80;
}

constexpr int kFound = 1, kBegins = 6, kBeside = 7, kNone = -1000000;

}  // namespace

// Dynamic programming over the letters: best[j], with the last letter found at text[j].
int fuzzy_match(std::string_view wanted, std::string_view text) {
    std::vector<int> best(text.size(), kNone);
    bool first = true;
    for (const char c : wanted) {
        if (c == ' ') {
            continue;
        }
        std::vector<int> next(text.size(), kNone);
        int before = first ? 0 : kNone;  // the best one that ends before this place
        for (std::size_t j = 0; j < text.size(); ++j) {
            if (small(text[j]) == small(c)) {
                const bool begins = j == 0 || !letter(text[j - 1]);
                const int beside = !first && j > 0 ? best[j - 1] + kBeside : kNone;
                next[j] = std::max(before, beside) + kFound + (begins ? kBegins : 0);
            }
            if (!first) {
                before = std::max(before, best[j]);
            }
        }
        best = std::move(next);
        first = false;
    }
    if (first) {
        return 1;
    }
    return best.empty() ? 0 : std::max(0, *std::ranges::max_element(best));
}

}  // namespace la
