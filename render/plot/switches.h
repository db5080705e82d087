#pragma once
#include <imgui.h>

#include <functional>
#include <span>

#include "render/plot/frame.h"
#include "render/plot/legend.h"
#include "render/plot/view.h"

namespace la::plot {

// The small words at the right ends of the label rows. "y_scale" and "x_scale" change the scale of
// their axis on a click; x has one only if it has a label and does not count groups. "fit" appears
// while the user has chosen the limits. Adds their places to the state's parts and takes their room
// from the frame's y label. Call before draw_frame.
void draw_switches(ImDrawList& draw, Frame& frame, const PlotStyle& style, PlotState& state);

// The corner in which the legend covers nothing: the current one if it is free, otherwise the first
// free one, otherwise the wanted one. It does not move while the mouse is on it.
Corner free_corner(const Frame& frame, const PlotStyle& style, std::span<const LegendEntry> entries,
                   Corner wanted, const std::function<bool(const ImVec4& box)>& covered,
                   const PlotState& state);

// A click on a legend entry hides its series, or shows it again.
void add_legend_parts(std::span<const LegendEntry> entries, const LegendPlace& place,
                      PlotState& state);

}  // namespace la::plot
