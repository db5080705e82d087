#pragma once
#include <imgui.h>

#include <functional>
#include <vector>

#include "render/colour_map.h"
#include "render/plot/frame.h"

namespace la::plot {

// Which values the colours stand for.
struct ColourBar {
    Range range{};
    AxisScale scale = AxisScale::Linear;
    std::vector<Tick> ticks{};
    std::function<glm::vec4(double unit)> colour = colour_map;
};

ColourBar make_colour_bar(Range range, AxisScale scale, int max_labels,
                          std::function<glm::vec4(double unit)> colour = colour_map);

// The room right of a frame's axes that the bar takes, in pixels.
float colour_bar_width(const ColourBar& bar, const PlotStyle& style);
void draw_colour_bar(ImDrawList& draw, const Frame& frame, const PlotStyle& style,
                     const ColourBar& bar);

}  // namespace la::plot
