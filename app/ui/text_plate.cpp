#include "app/ui/text_plate.h"

namespace la {

void draw_text_plate(const Theme& theme, ImFont* font, float size, ImVec2 at, ImU32 colour,
                     const char* text) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 extent = font->CalcTextSizeA(size, 1e9f, 0, text);
    const float pad = theme.px(4);
    draw.AddRectFilled({at.x - pad, at.y - pad / 2},
                       {at.x + extent.x + pad, at.y + extent.y + pad / 2},
                       plot::with_alpha(theme.colour(theme.palette->plot), 0.9f), theme.px(4));
    draw.AddText(font, size, at, colour, text);
}

}  // namespace la
