#pragma once

#include <string_view>

namespace la {

// What a file is that holds no table of text, known by its first bytes: "an Excel workbook; save it
// as CSV". Empty: not known to be anything else.
std::string_view known_kind(std::string_view bytes);

inline constexpr std::string_view kZipBegins = "PK\x03\x04";
inline constexpr std::string_view kGzipBegins = "\x1f\x8b";
inline constexpr std::string_view kNpyBegins = "\x93NUMPY";

}  // namespace la
