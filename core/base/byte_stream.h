#pragma once

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/base/error.h"

namespace la {

// Numbers as little-endian bytes on every machine; floating-point numbers as their IEEE bits.

namespace bytes {

template<class T>
concept Number = std::integral<T> || std::same_as<T, float> || std::same_as<T, double>;

template<Number T>
using Bits = std::conditional_t<sizeof(T) == 8, std::uint64_t,
                                std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint8_t>>;

template<Number T>
void store(T value, char* to) {
    const auto bits = std::bit_cast<Bits<T>>(value);
    for (std::size_t i = 0; i < sizeof(T); ++i) {
        to[i] = static_cast<char>(bits >> (8 * i));
    }
}

template<Number T>
T load(const char* from) {
    Bits<T> bits = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) {
        bits |= static_cast<Bits<T>>(static_cast<Bits<T>>(static_cast<unsigned char>(from[i]))
                                     << (8 * i));
    }
    return std::bit_cast<T>(bits);
}

}  // namespace bytes

class ByteWriter {
  public:
    template<bytes::Number T>
    void put(T value) {
        char text[sizeof(T)];
        bytes::store(value, text);
        out_.append(text, sizeof(T));
    }
    // The numbers without their count, which is written or known elsewhere.
    template<bytes::Number T>
    void put_all(std::span<const T> values) {
        const std::size_t at = out_.size();
        out_.resize(at + values.size() * sizeof(T));
        if constexpr (std::endian::native == std::endian::little) {
            if (!values.empty()) {
                std::memcpy(out_.data() + at, values.data(), values.size_bytes());
            }
        } else {
            for (std::size_t i = 0; i < values.size(); ++i) {
                bytes::store(values[i], out_.data() + at + i * sizeof(T));
            }
        }
    }
    template<bytes::Number T>
    void put_all(const std::vector<T>& values) {
        put_all(std::span<const T>(values));
    }
    std::string take() { return std::move(out_); }

  private:
    std::string out_;
};

// Reads what a ByteWriter wrote. Throws Error before it reads, or allocates for, more than there
// is.
class ByteReader {
  public:
    explicit ByteReader(std::string_view bytes) : left_(bytes) {}

    template<bytes::Number T>
    T get() {
        return bytes::load<T>(take(1, sizeof(T)));
    }
    template<bytes::Number T>
    std::vector<T> get_all(std::uint64_t count) {
        const char* from = take(count, sizeof(T));
        std::vector<T> out(count);
        if constexpr (std::endian::native == std::endian::little) {
            if (count > 0) {
                std::memcpy(out.data(), from, count * sizeof(T));
            }
        } else {
            for (std::size_t i = 0; i < count; ++i) {
                out[i] = bytes::load<T>(from + i * sizeof(T));
            }
        }
        return out;
    }
    // The count of things that follow, each of at least `bytes_each` bytes.
    std::uint64_t get_count(std::size_t bytes_each) {
        const auto count = get<std::uint64_t>();
        if (count > left_.size() / std::max<std::size_t>(bytes_each, 1)) {
            throw Error("it says that it has more than there is");
        }
        return count;
    }
    void end() const {
        if (!left_.empty()) {
            throw Error("it has more than it says");
        }
    }

  private:
    const char* take(std::uint64_t count, std::size_t size) {
        if (count > left_.size() / size) {
            throw Error("it ends too early");
        }
        const char* at = left_.data();
        left_.remove_prefix(count * size);
        return at;
    }

    std::string_view left_;
};

}  // namespace la
