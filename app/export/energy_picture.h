#pragma once

#include "app/screen/offscreen.h"

namespace la {

// Large bars of the kinetic energy E_k of every layer of every network. A line on each bar marks
// the energy of an optimal map between the layer's two clouds: exact W2^2 of a subsample. The
// experiment must observe on the calling thread.
Image draw_energy_picture(Offscreen& offscreen, glm::ivec2 size, Experiment& experiment,
                          const Palette& palette);

}  // namespace la
