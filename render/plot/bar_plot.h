#pragma once
#include <imgui.h>

#include <optional>
#include <span>
#include <string_view>

#include "render/plot/frame.h"
#include "render/plot/legend.h"
#include "render/plot/view.h"

namespace la::plot {

// One bar in every group. Values that are not finite, or not positive on a log axis, have none.
struct BarSeries {
    std::string_view name{};
    std::span<const double> values{};  // [group]
    ImU32 colour = 0;
    std::span<const double> marks{};  // [group], a line across the bar; may be empty
    // [group], what of the bar is drawn solid, the rest of it faint; may be empty. Where a plot has
    // a name for it, all of its bars are faint beyond their parts.
    std::span<const double> parts{};
};

struct BarPlot {
    std::string_view x_label{};
    Axis y{};
    int first = 1;  // what the first group is called
    std::span<const BarSeries> series{};
    std::string_view mark_name{};  // what the marks mean, for legend and read-out
    std::string_view part_name{};  // what the solid parts are, likewise; empty: there are none
    Corner legend = Corner::TopLeft;
};

// Draws at ImGui's cursor as one item of the given size (pixels): groups side by side, in each
// the bars of all series, from the bottom of a log axis or from zero of a linear one. The group
// under the mouse is highlighted, read out in a tooltip and returned, counted from 0. Good from
// 260 x 130 logical pixels on. Thread: the one with the ImGui context.
std::optional<int> draw_bar_plot(const char* id, ImVec2 size, const BarPlot& plot,
                                 const PlotStyle& style, PlotState* state = nullptr);

}  // namespace la::plot
