#pragma once

#include "app/screen/offscreen.h"

namespace la {

// The kinetic energy E_k of every layer of every network as large bars, on each a line where an
// optimal map between the layer's two clouds would be (W2^2, exact, of a subsample).
Image draw_energy_picture(Offscreen& offscreen, glm::ivec2 size, Experiment& experiment,
                          const Palette& palette);

}  // namespace la
