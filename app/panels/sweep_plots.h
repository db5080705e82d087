#pragma once

#include "app/panels/panels.h"

namespace la {

// The two plots of a sweep over one setting: test accuracy above action, a dot for every run, the
// means over the seeds with their 95% intervals, and marks at the values of A and B. The
// run under the mouse is highlighted and read out in both; a click picks it.
void sweep_plots(const FrameContext& context, const Rect& rect);

}  // namespace la
