#include "core/base/encodings.h"

#include <array>
#include <cstddef>

namespace la {

namespace {

constexpr char32_t kReplacement = 0xfffd;
constexpr char32_t kLargest = 0x10ffff;

bool surrogate(char32_t c) {
    return c >= 0xd800 && c < 0xe000;
}

// What Windows-1252 has in place of the control characters 0x80 to 0x9f.
constexpr std::array<char16_t, 32> kWindows1252{
    0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
    0x2039, 0x152,  0x8d,   0x17d,  0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};

// A unit of `size` bytes.
char32_t unit_at(std::string_view bytes, std::size_t at, std::size_t size, bool big_endian) {
    char32_t out = 0;
    for (std::size_t i = 0; i < size; ++i) {
        const std::size_t byte = big_endian ? i : size - 1 - i;
        out = out << 8 | static_cast<unsigned char>(bytes[at + byte]);
    }
    return out;
}

// Bytes of the character that begins so, and its first bits; 0: it begins none.
std::size_t length_of(unsigned char first, char32_t& bits) {
    if (first < 0x80) {
        bits = first;
        return 1;
    }
    if (first >= 0xc2 && first < 0xe0) {
        bits = first & 0x1fu;
        return 2;
    }
    if (first >= 0xe0 && first < 0xf0) {
        bits = first & 0xfu;
        return 3;
    }
    bits = first & 0x7u;
    return first >= 0xf0 && first < 0xf5 ? 4 : 0;
}

// Bytes of the character at the beginning, which goes to `out`; 0: there is none.
std::size_t decode(std::string_view text, char32_t& out) {
    constexpr std::array<char32_t, 5> kLeast{0, 0, 0x80, 0x800, 0x10000};  // by length
    const std::size_t length = length_of(static_cast<unsigned char>(text[0]), out);
    bool whole = length > 0 && length <= text.size();
    for (std::size_t i = 1; whole && i < length; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        whole = (next & 0xc0u) == 0x80;
        out = out << 6 | (next & 0x3fu);
    }
    return whole && out >= kLeast[length] && out <= kLargest && !surrogate(out) ? length : 0;
}

}  // namespace

std::size_t character_length(std::string_view text) {
    char32_t ignored = 0;
    return decode(text, ignored);
}

char32_t take_character(std::string_view& text) {
    char32_t out = 0;
    const std::size_t length = decode(text, out);
    text.remove_prefix(length > 0 ? length : 1);
    return length > 0 ? out : kReplacement;
}

bool is_utf8(std::string_view bytes) {
    while (!bytes.empty()) {
        const std::size_t length = character_length(bytes);
        if (length == 0) {
            return false;
        }
        bytes.remove_prefix(length);
    }
    return true;
}

void append_utf8(std::string& out, char32_t c) {
    const auto byte = [&](char32_t bits) { out += static_cast<char>(bits); };
    if (c < 0x80) {
        byte(c);
        return;
    }
    if (c < 0x800) {
        byte(0xc0 | c >> 6);
    } else {
        if (c < 0x10000) {
            byte(0xe0 | c >> 12);
        } else {
            byte(0xf0 | c >> 18);
            byte(0x80 | (c >> 12 & 0x3f));
        }
        byte(0x80 | (c >> 6 & 0x3f));
    }
    byte(0x80 | (c & 0x3f));
}

std::optional<std::string> from_utf16(std::string_view bytes, bool big_endian) {
    if (bytes.size() % 2 != 0) {
        return {};
    }
    std::string out;
    out.reserve(bytes.size() / 2);
    for (std::size_t at = 0; at < bytes.size(); at += 2) {
        char32_t c = unit_at(bytes, at, 2, big_endian);
        if (surrogate(c)) {
            at += 2;
            const char32_t low = at < bytes.size() ? unit_at(bytes, at, 2, big_endian) : 0;
            if (c >= 0xdc00 || low < 0xdc00 || low >= 0xe000) {
                return {};
            }
            c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
        }
        append_utf8(out, c);
    }
    return out;
}

std::optional<std::string> from_utf32(std::string_view bytes, bool big_endian) {
    if (bytes.size() % 4 != 0) {
        return {};
    }
    std::string out;
    out.reserve(bytes.size() / 4);
    for (std::size_t at = 0; at < bytes.size(); at += 4) {
        const char32_t c = unit_at(bytes, at, 4, big_endian);
        if (c > kLargest || surrogate(c)) {
            return {};
        }
        append_utf8(out, c);
    }
    return out;
}

std::string from_windows_1252(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 8);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        append_utf8(out, byte >= 0x80 && byte < 0xa0 ? kWindows1252[byte - 0x80] : byte);
    }
    return out;
}

}  // namespace la
