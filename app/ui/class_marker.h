#pragma once

#include <imgui.h>

namespace la {

// The marker of a class as particles have it (shaders/particle.frag), of about this radius.
void draw_class_marker(ImDrawList& draw, ImVec2 at, float radius, int label, ImU32 colour);

}  // namespace la
