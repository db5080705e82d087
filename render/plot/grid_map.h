#pragma once
#include <imgui.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "render/plot/frame.h"

namespace la::plot {

// A cell for every pair of two lists of values, all of one size, with a bar that maps colours to
// values.
struct GridMap {
    std::string_view label{};  // of the coloured value, above the bar
    std::string_view x_label{}, y_label{};
    std::span<const std::string> x{}, y{};  // texts of the columns, from the left, and of the rows,
                                            // from the bottom; neither is empty
    std::span<const double> values{};       // [column][row]; NaN: none yet, infinite: a cross
    AxisScale scale = AxisScale::Linear;
    Range colours{};                    // values at the ends of colour_map
    int highlighted = -1, ringed = -1;  // cells with a frame
};

struct GridMapSeen {
    ImVec4 inside{0, 0, 0, 0};   // x0, y0, x1, y1 of all cells
    std::vector<ImVec2> places;  // of the cells' middles, in pixels
    std::optional<int> hovered;  // the cell under the mouse
    bool clicked = false;        // whether it was clicked
};

// Draws at ImGui's cursor as one item of the given size (pixels). Thread: the one with the ImGui
// context.
GridMapSeen draw_grid_map(const char* id, ImVec2 size, const GridMap& map, const PlotStyle& style);

}  // namespace la::plot
