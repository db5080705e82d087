#pragma once

#include <imgui.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

namespace la {

// Dear ImGui 1.86 knows keys by the platform's numbers, 1.87 and later by its own: the one place
// that cares. Keys go to a focused text field first.
enum class Key { Space, Left, Right, R, N };

inline bool key_pressed(Key key) {
    if (ImGui::GetIO().WantTextInput) {
        return false;
    }
#if IMGUI_VERSION_NUM < 18700
    constexpr int kKeys[] = {GLFW_KEY_SPACE, GLFW_KEY_LEFT, GLFW_KEY_RIGHT, GLFW_KEY_R, GLFW_KEY_N};
#else
    constexpr ImGuiKey kKeys[] = {ImGuiKey_Space, ImGuiKey_LeftArrow, ImGuiKey_RightArrow,
                                  ImGuiKey_R, ImGuiKey_N};
#endif
    return ImGui::IsKeyPressed(kKeys[static_cast<int>(key)]);
}

}  // namespace la
