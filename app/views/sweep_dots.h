#pragma once

#include "app/views/frame_context.h"
#include "render/plot/dot_plot.h"

namespace la {

// After a plot with a dot for every run of a sweep: names its place, and picks a run that was
// clicked. Returns the run under the mouse; null: none.
const SweepRun* sweep_dots(const FrameContext& context, const SweepState& sweep,
                           const plot::DotPlotSeen& seen, const char* name);

}  // namespace la
