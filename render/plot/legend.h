#pragma once
#include <imgui.h>

#include <span>
#include <string_view>
#include <vector>

#include "render/plot/frame.h"

namespace la::plot {

enum class Corner { TopLeft, TopRight, BottomLeft, BottomRight, None };

struct LegendEntry {
    std::string_view name{};
    ImU32 colour = 0;
    float line_width = 0;  // logical pixels; 0: a filled box
    bool dashed = false;
    bool hidden = false;  // drawn faint
    bool half = false;    // a box that is faint in its upper half
    float dot = 0;        // logical pixels: a dot of this radius instead of a line
};

// Rectangles x0, y0, x1, y1 in pixels.
struct LegendPlace {
    ImVec4 box{0, 0, 0, 0};  // all 0: left out
    std::vector<ImVec4> entries{};
};

// Where its box would stand; all 0 if it does not fit.
ImVec4 legend_box(const Frame& frame, const PlotStyle& style, std::span<const LegendEntry> entries,
                  Corner corner);

// A translucent box inside the axes. Entries stand one below the other, or side by side if the plot
// is low. Not drawn if it does not fit.
LegendPlace draw_legend(ImDrawList& draw, const Frame& frame, const PlotStyle& style,
                        std::span<const LegendEntry> entries, Corner corner);

}  // namespace la::plot
