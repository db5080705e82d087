#pragma once
#include <imgui.h>

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "render/plot/frame.h"

namespace la::plot {

struct Dot {
    double x = 0, y = 0;  // x 0: in the column of zero; a y that is not finite has no dot
    float aside = 0;  // logical pixels to the right, so that dots of one x lie beside each other
};

// The mean at one x, with half the width of its interval; not finite: without one.
struct MeanDot {
    double x = 0, mean = 0;
    double lo = 0, hi = 0;  // of the interval about it; NaN: none
};

// Where something stands on the x axis, 0 too, with a letter or two at its upper end.
struct XMark {
    double x = 0;
    std::string_view label{};
    ImU32 colour = 0;
};

// Dots over a log x axis which may have a column of its own for x = 0, cut off from the axis on its
// left. Means of positive x are joined by a line.
struct DotPlot {
    Axis x{}, y{};        // limits of both are set, x's scale is Log
    bool zero = false;    // with the column
    float left = 0;       // logical pixels at least left of the axes, so that plots stand in line
    bool numbers = true;  // under the x axis
    std::span<const Dot> dots{};
    ImU32 colour = 0;  // of the dots
    std::span<const MeanDot> means{};
    ImU32 mean_colour = 0;
    std::span<const XMark> marks{};
    int lit = -1, ringed = -1;  // dots, drawn larger and with a ring
};

struct DotPlotSeen {
    ImVec4 inside{0, 0, 0, 0};   // x0, y0, x1, y1 between the axes, the column included
    std::vector<ImVec2> places;  // of the dots, in pixels
    std::optional<int> hovered;  // the dot under the mouse
    bool clicked = false;        // and it has been clicked
};

// Draws at ImGui's cursor as one item of the given size (pixels). Good from 260 x 110 logical
// pixels on. Thread: the one with the ImGui context.
DotPlotSeen draw_dot_plot(const char* id, ImVec2 size, const DotPlot& plot, const PlotStyle& style);

}  // namespace la::plot
