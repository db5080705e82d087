#pragma once

#include <string>
#include <string_view>

#include "app/ui/theme.h"

namespace la {

// Text that fits into a room, in pixels: with smaller letters, down to seven tenths, and then with
// fewer and an ellipsis.
struct FittedText {
    std::string text;
    float size;
};
FittedText fitted_text(ImFont* font, float size, float room, std::string_view text);

// The same as an item of the current ImGui window, in its font and as wide as there is room.
void fitted_line(ImU32 colour, std::string_view text);

// ImGui::BeginCombo whose chosen text fits into it.
bool begin_fitted_combo(const char* id, std::string_view chosen);

// Draws text on a soft plate, readable over particles, into the current ImGui window. `room`: the
// width that there is for it; 0: any.
void draw_text_plate(const Theme& theme, ImFont* font, float size, ImVec2 at, ImU32 colour,
                     const char* text, float room = 0);

}  // namespace la
