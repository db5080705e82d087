#pragma once
#include <imgui.h>

#include <span>

namespace la::plot {

struct Stroke {
    ImU32 colour = 0;
    float width = 1;  // pixels; rounded to a whole number when drawn
    float dash = 0;   // 0: solid; otherwise the scale of the pattern, 1 at content scale 1
};

// An anti-aliased line through the points, in pixels. A single point is a dot.
void stroke(ImDrawList& draw, std::span<const ImVec2> points, Stroke look);

}  // namespace la::plot
