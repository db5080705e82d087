#pragma once

#include <string>
#include <string_view>

namespace la {

// Names of files are bytes, JSON is UTF-8. What is no UTF-8 is written as \xE9, byte by byte; so is
// the backslash of a name in which \xE9 stands already. Other text is as it is.
std::string escaped(std::string_view bytes);

// The bytes again: unescaped(escaped(bytes)) == bytes.
std::string unescaped(std::string_view text);

}  // namespace la
