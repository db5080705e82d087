#pragma once

#include <optional>
#include <string_view>

namespace la {

// The one reader of numbers that people write: in tables, --set, lists of sweep, fields of the
// window. "1", "-2.5", "+.5", "5.", "1e-3"; the minus may be U+2212, and spaces around the number
// do not count, no-break and thin ones among them.

enum class NumberFault { None, Missing, NoNumber, NotFinite, TooLarge };

// Sets `value` if the result is None, in any locale; what is too small for a double becomes 0.
NumberFault read_number(std::string_view text, double& value);

// The number, if there is one and it is finite.
std::optional<double> number_in(std::string_view text);

// Bytes of the space at the beginning of UTF-8 text: ASCII's, no-break, thin and the like; 0: none.
std::size_t space_at(std::string_view text);

// Without the spaces at both ends.
std::string_view without_spaces(std::string_view text);

}  // namespace la
