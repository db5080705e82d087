#pragma once

#include <cstddef>

namespace la {

// What constrains the fields of a configuration.

struct NumberRange {
    double min, max;
    bool min_excluded = false;
};

// Constraint of a text field: at most `most` bytes, in JSON as escaped_text.h says.
struct Text {
    std::size_t most;
};

inline constexpr NumberRange kSeedRange{0, 9007199254740991.0};  // what a JSON number holds exactly
inline constexpr NumberRange kUnchecked{0, 1};                   // for booleans

}  // namespace la
