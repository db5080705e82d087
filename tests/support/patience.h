#pragma once

#include <chrono>

namespace la {

// How long a test waits for what must come: no bar, only an end to waiting for ever. A sweep gives
// way to everything else on the machine, and under a sanitizer all is ten times slower.
inline constexpr std::chrono::minutes kPatience{4};

}  // namespace la
