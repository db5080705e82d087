#pragma once
#include <imgui.h>

#include <vector>

#include "render/plot/frame.h"

namespace la::plot {

// Which values the colours of colour_map stand for.
struct ColourBar {
    Range range{};
    AxisScale scale = AxisScale::Linear;
    std::vector<Tick> ticks{};
};

ColourBar make_colour_bar(Range range, AxisScale scale, int max_labels);

// The room right of a frame's axes that the bar takes, in pixels.
float colour_bar_width(const ColourBar& bar, const PlotStyle& style);
void draw_colour_bar(ImDrawList& draw, const Frame& frame, const PlotStyle& style,
                     const ColourBar& bar);

}  // namespace la::plot
