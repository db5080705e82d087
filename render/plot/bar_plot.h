#pragma once
#include <imgui.h>

#include <optional>
#include <span>
#include <string_view>

#include "render/plot/frame.h"
#include "render/plot/legend.h"
#include "render/plot/view.h"

namespace la::plot {

// One bar in every group. A value that is not finite, or not positive on a log axis, has no bar.
struct BarSeries {
    std::string_view name{};
    std::span<const double> values{};  // [group]
    ImU32 colour = 0;
    std::span<const double> marks{};  // [group], a line across the bar; may be empty
    // [group], what of the bar is solid; the rest is faint. May be empty. If the plot names its
    // parts, all of this series' bars are faint beyond them.
    std::span<const double> parts{};
};

struct BarPlot {
    std::string_view x_label{};
    Axis y{};
    int first = 1;  // number of the first group
    std::span<const BarSeries> series{};
    std::string_view mark_name{};  // meaning of the marks, for legend and read-out
    std::string_view part_name{};  // meaning of the solid parts, likewise; empty: no parts
    Corner legend = Corner::TopLeft;
};

// Draws at ImGui's cursor as one item of the given size (pixels). Groups stand side by side, with
// the bars of all series in each, from the bottom of a log axis or from zero of a linear one. The
// group under the mouse is highlighted, read out in a tooltip and returned, counted from 0. Needs
// 260 x 130 logical pixels. Thread: the one with the ImGui context.
std::optional<int> draw_bar_plot(const char* id, ImVec2 size, const BarPlot& plot,
                                 const PlotStyle& style, PlotState* state = nullptr);

}  // namespace la::plot
