#pragma once

#include "app/panels/panels.h"

namespace la {

// The sweep's two plots, which share the axis of lambda: test accuracy above action, a dot for
// every run, the means of the seeds with their 95% intervals, and where A and B stand. A run under
// the mouse is read out and lit in both; a click picks it.
void sweep_plots(const FrameContext& context, const Rect& rect);

}  // namespace la
