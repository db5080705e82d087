#pragma once

#include <imgui.h>

namespace la {

// Draws a class's marker in the shape of its particles (shaders/particle.frag).
void draw_class_marker(ImDrawList& draw, ImVec2 at, float radius, int label, ImU32 colour);

}  // namespace la
