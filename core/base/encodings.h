#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace la {

// Text in other encodings, as UTF-8.

bool is_utf8(std::string_view bytes);

// Nothing if the bytes are no such text.
std::optional<std::string> from_utf16(std::string_view bytes, bool big_endian);
std::optional<std::string> from_utf32(std::string_view bytes, bool big_endian);

// Windows-1252, of which Latin-1 is a part; takes any bytes.
std::string from_windows_1252(std::string_view bytes);

// Bytes of the character at the beginning of UTF-8 text, which is not empty; 0: a byte that begins
// none.
std::size_t character_length(std::string_view text);

// The character at the beginning of UTF-8 text, which is then shorter by it; U+FFFD for a byte that
// begins none. `text` is not empty.
char32_t take_character(std::string_view& text);

void append_utf8(std::string& out, char32_t character);

}  // namespace la
