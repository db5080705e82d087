#pragma once
#include <imgui.h>

#include <span>

#include "render/plot/frame.h"
#include "render/plot/legend.h"
#include "render/plot/view.h"

namespace la::plot {

// The small words at the right ends of the label rows: the scale of either axis, a click on which
// changes it ("y_scale", "x_scale"; x's only where it has a label and is no count of groups), and
// "fit" while limits are chosen by hand. Adds their places to the state's parts and takes their
// room from the frame's y label. Before draw_frame.
void draw_switches(ImDrawList& draw, Frame& frame, const PlotStyle& style, PlotState& state);

// A click on an entry of the legend hides its series, and shows it again.
void add_legend_parts(std::span<const LegendEntry> entries, const LegendPlace& place,
                      PlotState& state);

}  // namespace la::plot
