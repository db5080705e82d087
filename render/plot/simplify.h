#pragma once
#include <imgui.h>

#include <span>
#include <vector>

namespace la::plot {

// Appends those of the points that a line needs to stay within `tolerance` of all of them; always
// the first and the last. x never decreases.
void simplify(std::span<const ImVec2> points, float tolerance, std::vector<ImVec2>& out);

}  // namespace la::plot
