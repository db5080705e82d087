#pragma once

#include <cstdint>

namespace la {

// What a film shows at a time in [0, 1), as a fraction of its length.

// Depth of a depth loop: a pause at the input, constant speed through all layers, a pause at the
// output.
float loop_depth(double fraction, float layers);

// Step of a training run of so many steps: slow at first, since most happens early; the last
// quarter shows the trained network.
std::int64_t training_step(double fraction, std::int64_t steps);

}  // namespace la
