#pragma once
#include <imgui.h>

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "render/plot/frame.h"

namespace la::plot {

struct Dot {
    double x = 0, y = 0;  // x = 0 stands in the column of zero, if there is one; no dot if y is not
                          // finite
    float aside = 0;      // logical pixels to the right, to set dots of one x side by side
};

// The mean at one x and its interval.
struct MeanDot {
    double x = 0, mean = 0;
    double lo = 0, hi = 0;  // of the interval; NaN: none
};

// A marked place on the x axis, which may be 0, with one or two letters at its upper end.
struct XMark {
    double x = 0;
    std::string_view label{};
    ImU32 colour = 0;
};

// Dots over an x axis. Left of a log axis and cut off from it there may be a column for x = 0. A
// line joins the means of all other x.
struct DotPlot {
    Axis x{}, y{};        // both have limits
    bool zero = false;    // draws the column, of a log axis
    float left = 0;       // least logical pixels left of the axes, to align plots
    bool numbers = true;  // under the x axis
    std::span<const Dot> dots{};
    ImU32 colour = 0;                  // of the dots
    std::span<const ImU32> colours{};  // of each dot; empty: `colour`
    std::span<const MeanDot> means{};
    ImU32 mean_colour = 0;
    std::span<const XMark> marks{};
    int highlighted = -1, ringed = -1;  // a dot drawn larger, and one with a ring
};

struct DotPlotSeen {
    ImVec4 inside{0, 0, 0, 0};   // x0, y0, x1, y1 between the axes, the column included
    std::vector<ImVec2> places;  // of the dots, in pixels
    std::optional<int> hovered;  // the dot under the mouse
    bool clicked = false;        // whether it was clicked
};

// Draws at ImGui's cursor as one item of the given size (pixels). Needs 260 x 110 logical pixels.
// Thread: the one with the ImGui context.
DotPlotSeen draw_dot_plot(const char* id, ImVec2 size, const DotPlot& plot, const PlotStyle& style);

}  // namespace la::plot
