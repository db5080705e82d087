#pragma once

#include <optional>
#include <span>
#include <string>

#include "app/views/frame_context.h"
#include "render/plot/dot_plot.h"

namespace la {

// A dot or cell of a plot: under the mouse or, while the keyboard is on the plot, where arrows have
// come to. Taken by a click or Enter.
struct PointedDot {
    std::optional<int> at;
    bool taken = false;
};
PointedDot pointed_dot(const FrameContext& context, const std::string& name, const Rect& plot,
                       std::span<const ImVec2> places, std::optional<int> hovered, bool clicked);

// After a plot with a dot for every run of a sweep: names its place, and picks a run that was
// clicked. Returns the run under the mouse; null: none.
const SweepRun* sweep_dots(const FrameContext& context, const SweepState& sweep,
                           const plot::DotPlotSeen& seen, const char* name);

}  // namespace la
