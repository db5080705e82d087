#pragma once

#include "app/ui/theme.h"

namespace la {

// Text on a soft plate, so that it can be read over particles, into the current window.
void plate(const Theme& theme, ImFont* font, float size, ImVec2 at, ImU32 colour, const char* text);

}  // namespace la
