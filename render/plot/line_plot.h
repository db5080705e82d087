#pragma once
#include <imgui.h>

#include <optional>
#include <span>
#include <string_view>

#include "render/plot/frame.h"
#include "render/plot/legend.h"
#include "render/plot/series.h"
#include "render/plot/view.h"

namespace la::plot {

// A vertical line at an event, with a short text.
struct Marker {
    double x = 0;
    std::string_view label{};
    ImU32 colour = 0;
};

struct LinePlot {
    Axis x{};
    Axis y{};
    std::span<const Series> series{};
    std::span<const Marker> markers{};
    // Where the legend of the named series stands. If curves pass there, it goes to a free corner,
    // and PlotState keeps it there as long as that one is free.
    Corner legend = Corner::TopRight;
};

// Draws at ImGui's cursor as one item of the given size (pixels). On a log y axis, values that are
// not positive lie on the bottom. Under the mouse there is a hairline, and a tooltip with the value
// of every visible series at the nearest x, which is returned. With a state, the mouse zooms, pans
// and switches as use_mouse says. Needs 260 x 130 logical pixels. Thread: the one with the ImGui
// context, between NewFrame and Render.
std::optional<double> draw_line_plot(const char* id, ImVec2 size, const LinePlot& plot,
                                     const PlotStyle& style, PlotState* state = nullptr);

}  // namespace la::plot
