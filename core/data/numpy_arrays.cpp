#include "core/data/numpy_arrays.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "core/base/encodings.h"
#include "core/base/error.h"
#include "core/base/number_text.h"

namespace la {

namespace {

// What stands behind 'key': in the header, a Python dictionary.
std::string_view value_of(std::string_view header, const std::string& key) {
    const std::size_t at = header.find("'" + key + "':");
    if (at == header.npos) {
        throw Error("it is damaged");
    }
    std::string_view out = header.substr(at + key.size() + 3);
    out.remove_prefix(std::min(out.find_first_not_of(' '), out.size()));
    return out;
}

std::vector<std::size_t> read_shape(std::string_view text) {
    std::vector<std::size_t> out;
    const std::size_t end = text.find(')');
    if (!text.starts_with('(') || end == text.npos) {
        throw Error("it is damaged");
    }
    const char* at = text.data() + 1;
    const char* last = text.data() + end;
    while (at < last) {
        std::size_t size = 0;
        const auto [stopped, error] = std::from_chars(at, last, size);
        if (error != std::errc()) {
            throw Error("it is damaged");
        }
        out.push_back(size);
        at = std::find_if(stopped, last, [](char c) { return c >= '0' && c <= '9'; });
    }
    return out;
}

double from_half(std::uint16_t bits) {
    const int exponent = bits >> 10 & 0x1f;
    const double fraction = bits & 0x3ff;
    const double sign = bits & 0x8000 ? -1 : 1;
    if (exponent == 0x1f) {
        return fraction == 0 ? sign * HUGE_VAL : std::nan("");
    }
    return sign *
           (exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(fraction + 1024, exponent - 25));
}

// The type of an array's elements, "<f8" in the header.
struct ElementType {
    bool big_endian = false;
    char kind = 0;
    std::size_t bytes = 0;

    explicit ElementType(std::string_view text) {
        if (text.starts_with('[')) {
            throw Error("its array has named fields; save x, y and label as arrays of their own");
        }
        const std::string_view type = text.substr(0, text.find('\'', 1));
        if (type.size() < 3 || type[0] != '\'') {
            throw Error("it is damaged");
        }
        big_endian = type[1] == '>';
        kind = type[2];
        std::from_chars(type.data() + 3, type.data() + type.size(), bytes);
        if (kind == 'O') {
            throw Error("it holds Python objects; save numbers or text instead (astype)");
        }
        const bool power = bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8;
        const bool known = kind == 'b'                  ? bytes == 1
                           : kind == 'f'                ? power && bytes > 1
                           : kind == 'i' || kind == 'u' ? power
                                                        : kind == 'U' || kind == 'S';
        if (!known || bytes == 0 || bytes > 10000) {
            throw Error("its elements (" + std::string(type.substr(1)) +
                        ") are neither numbers nor text");
        }
        bytes *= kind == 'U' ? 4 : 1;
    }

    std::string cell(std::string_view element) const {
        if (kind == 'S' || kind == 'U') {
            std::string text = kind == 'S' ? std::string(element)
                                           : from_utf32(element, big_endian).value_or("\ufffd");
            text.resize(text.find_last_not_of('\0') + 1);
            return text;
        }
        std::uint64_t bits = 0;
        for (std::size_t i = 0; i < bytes; ++i) {
            bits = bits << 8 | static_cast<unsigned char>(element[big_endian ? i : bytes - 1 - i]);
        }
        if (kind == 'b') {
            return bits != 0 ? "True" : "False";
        }
        if (kind == 'f') {
            return bytes == 2 ? number_text(from_half(static_cast<std::uint16_t>(bits)))
                   : bytes == 4
                       ? number_text(double{std::bit_cast<float>(static_cast<std::uint32_t>(bits))})
                       : number_text(std::bit_cast<double>(bits));
        }
        if (kind == 'i') {
            const unsigned unused = 64 - 8 * static_cast<unsigned>(bytes);
            return std::to_string(static_cast<std::int64_t>(bits << unused) >> unused);
        }
        return std::to_string(bits);
    }
};

}  // namespace

NumpyArray read_npy(std::string_view bytes) {
    constexpr std::size_t kMagic = 8, kMost = std::size_t{1} << 28;
    if (bytes.size() < kMagic + 4) {
        throw Error("it is cut off");
    }
    const auto byte = [&](std::size_t i) {
        return std::size_t{static_cast<unsigned char>(bytes[i])};
    };
    const bool old = byte(6) == 1;
    std::size_t size = byte(8) | byte(9) << 8;
    size |= old ? 0 : byte(10) << 16 | byte(11) << 24;
    const std::size_t begin = kMagic + (old ? 2 : 4);
    if (size > bytes.size() - begin) {
        throw Error("it is cut off");
    }
    const std::string_view header = bytes.substr(begin, size);
    const std::string_view data = bytes.substr(begin + size);
    const ElementType type(value_of(header, "descr"));
    const bool by_column = value_of(header, "fortran_order").starts_with("True");
    NumpyArray out{.name = {}, .shape = read_shape(value_of(header, "shape")), .cells = {}};
    std::size_t count = 1;
    for (const std::size_t length : out.shape) {
        count = length > kMost ? kMost : count * length;
        if (count > data.size() / type.bytes) {
            throw Error("it is cut off");
        }
    }
    if (out.shape.size() > 2) {
        return out;  // refused by its shape
    }
    constexpr std::size_t kMostElements = 8000000;
    if (count > kMostElements) {
        throw Error("it has more than " + std::to_string(kMostElements) +
                    " elements; take a part of them");
    }
    out.cells.resize(count);
    const std::size_t columns = out.shape.size() == 2 ? out.shape[1] : 1;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t rows = count / std::max<std::size_t>(columns, 1);
        const std::size_t at = by_column ? i / columns + i % columns * rows : i;
        out.cells[i] = type.cell(data.substr(at * type.bytes, type.bytes));
    }
    return out;
}

}  // namespace la
