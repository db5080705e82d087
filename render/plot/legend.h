#pragma once
#include <imgui.h>

#include <span>
#include <string_view>

#include "render/plot/frame.h"

namespace la::plot {

enum class Corner { TopLeft, TopRight, BottomLeft, BottomRight, None };

struct LegendEntry {
    std::string_view name{};
    ImU32 colour = 0;
    float line_width = 0;  // logical pixels; 0: a filled box
    bool dashed = false;
};

// A see-through box inside the axes, one entry below the other, side by side where it is low; left
// out where it does not fit at all. Its rectangle is x0, y0, x1, y1, empty (all 0) when left out.
ImVec4 draw_legend(ImDrawList& draw, const Frame& frame, const PlotStyle& style,
                   std::span<const LegendEntry> entries, Corner corner);

}  // namespace la::plot
