#pragma once
#include <imgui.h>

#include <functional>
#include <string>
#include <string_view>

#include "render/colour_map.h"
#include "render/plot/range.h"
#include "render/plot/style.h"

namespace la::plot {

// Rows of coloured cells over x, with a bar that maps colours to values.
struct HeatMap {
    std::string_view x_name{};      // for the read-out: "step"
    std::string_view row_name{};    // "layer"
    std::string_view value_name{};  // "E_k"
    Range x{};                      // its two edges
    int rows = 0;                   // numbered from 1, the first at the bottom
    Range colours{};                // values at the ends of the colours
    AxisScale scale = AxisScale::Log;
    std::function<glm::vec4(double unit)> colour = colour_map;
    struct Cell {
        double x = 0;
        double value = 0;
        std::string row{};  // instead of its number
    };
    std::function<Cell(int row, double x)> read{};  // the nearest cell; row counts from 0
};

// Draws axes, colour bar and read-out at ImGui's cursor as one item of the given size (pixels).
// Returns the rectangle x0, y0, x1, y1 of the cells: they are an image that the caller draws
// beneath. Thread: the one with the ImGui context.
ImVec4 draw_heat_map(const char* id, ImVec2 size, const HeatMap& map, const PlotStyle& style);

}  // namespace la::plot
