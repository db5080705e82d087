#pragma once

#include <string>
#include <string_view>

namespace la {

// A text of a file or of the user in a message, which is one line: control characters, line ends
// among them, become spaces. What is longer than `most` bytes ends in "...".
std::string message_line(std::string_view text, std::size_t most = std::string::npos);

}  // namespace la
