#include "core/base/escaped_text.h"

#include <cstdio>

#include "core/base/encodings.h"

namespace la {

namespace {

unsigned byte_at(std::string_view text, std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

int hexadecimal(unsigned digit) {
    return digit >= '0' && digit <= '9'   ? static_cast<int>(digit - '0')
           : digit >= 'A' && digit <= 'F' ? static_cast<int>(digit - 'A' + 10)
           : digit >= 'a' && digit <= 'f' ? static_cast<int>(digit - 'a' + 10)
                                          : -1;
}

// The byte that is written as \xHH here; -1: none is.
int escape_at(std::string_view text, std::size_t at) {
    if (byte_at(text, at) != '\\' || byte_at(text, at + 1) != 'x') {
        return -1;
    }
    const int high = hexadecimal(byte_at(text, at + 2)), low = hexadecimal(byte_at(text, at + 3));
    return high < 0 || low < 0 ? -1 : 16 * high + low;
}

}  // namespace

std::string escaped(std::string_view bytes) {
    std::string out;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t length =
            escape_at(bytes, at) >= 0 ? 0 : character_length(bytes.substr(at));
        if (length > 0) {
            out += bytes.substr(at, length);
        } else {
            char text[8];
            std::snprintf(text, sizeof text, "\\x%02X", byte_at(bytes, at));
            out += text;
        }
        at += length > 0 ? length : 1;
    }
    return out;
}

std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const int byte = escape_at(text, at);
        out += byte >= 0 ? static_cast<char>(byte) : text[at];
        at += byte >= 0 ? 4 : 1;
    }
    return out;
}

}  // namespace la
