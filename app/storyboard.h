#pragma once

#include "app/stage.h"

namespace la {

// The flow as a row of pictures per network, A above B: the points and the decision field of the
// layers still ahead after layer 0, ..., L. One frame for all, so that the eye can compare.
Image draw_storyboard(Stage& stage, glm::ivec2 size, Lab& lab, const Palette& palette);

}  // namespace la
