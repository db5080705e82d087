#include "core/base/message_line.h"

#include <algorithm>

namespace la {

std::string message_line(std::string_view text, std::size_t most) {
    std::size_t end = std::min(text.size(), most);
    while (end > 0 && end < text.size() &&
           (static_cast<unsigned char>(text[end]) & 0xc0u) == 0x80) {
        --end;  // not within a character
    }
    std::string out(text.substr(0, end));
    std::ranges::replace_if(
        out, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
    return end < text.size() ? out + "..." : out;
}

}  // namespace la
