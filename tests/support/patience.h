#pragma once

#include <chrono>

namespace la {

// How long a test waits for a result that must come. It bounds a hang, not speed: a sweep runs at
// the lowest priority, and a sanitizer makes everything ten times slower.
inline constexpr std::chrono::minutes kPatience{4};

}  // namespace la
