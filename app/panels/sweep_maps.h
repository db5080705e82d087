#pragma once

#include "app/panels/panels.h"

namespace la {

// The two maps of a sweep over two settings: test accuracy and action, the mean over the seeds in
// each cell. The first setting goes to the right, the second up. The cell under the mouse is read
// out; a click shows the network of its first seed.
void sweep_maps(const FrameContext& context, const Rect& rect);

}  // namespace la
