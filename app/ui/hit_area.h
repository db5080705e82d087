#pragma once

#include <imgui.h>

#include <algorithm>

namespace la {

// An invisible button, whatever is left of its size: ImGui ends the program on one of size 0, and
// in a window that is too small there may be nothing left.
inline bool hit_area(const char* id, ImVec2 size, ImGuiButtonFlags flags = 0) {
    return ImGui::InvisibleButton(id, {std::max(size.x, 1.0f), std::max(size.y, 1.0f)}, flags);
}

}  // namespace la
