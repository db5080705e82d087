#pragma once

#include "app/ui/theme.h"

namespace la {

// Draws text on a soft plate, readable over particles, into the current ImGui window.
void draw_text_plate(const Theme& theme, ImFont* font, float size, ImVec2 at, ImU32 colour,
                     const char* text);

}  // namespace la
