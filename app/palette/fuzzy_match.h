#pragma once

#include <string_view>

namespace la {

// How well the letters of `wanted` are found in `text`, in their order, in capitals or not; more is
// better, 0: not at all. Beginnings of words and letters side by side count more; no letters match
// everything.
int fuzzy_match(std::string_view wanted, std::string_view text);

}  // namespace la
