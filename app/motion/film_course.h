#pragma once

#include <cstdint>

namespace la {

// The course of a film of which a part in [0, 1) is over.

// A depth loop: a rest at the input, evenly through all layers, a rest at the output.
float loop_depth(double part, float layers);

// A training run of so many steps: slowly first, for most happens early; the last quarter shows the
// trained network.
std::int64_t training_step(double part, std::int64_t steps);

}  // namespace la
