#pragma once

#include <imgui.h>

#include <algorithm>

namespace la {

// An invisible button of at least one pixel: ImGui aborts on size 0, which a window that is too
// small can cause.
inline bool hit_area(const char* id, ImVec2 size, ImGuiButtonFlags flags = 0) {
    return ImGui::InvisibleButton(id, {std::max(size.x, 1.0f), std::max(size.y, 1.0f)}, flags);
}

}  // namespace la
