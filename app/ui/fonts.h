#pragma once

#include <imgui.h>

namespace la {

// The type scale, embedded in the program: Inter for text, DejaVu for mathematical signs that Inter
// lacks, Font Awesome for icons. Pixel sizes are those below times the scale.
struct Fonts {
    ImFont* text = nullptr;     // 15
    ImFont* small = nullptr;    // 13
    ImFont* heading = nullptr;  // 12.5, semibold, set in capitals
    ImFont* title = nullptr;    // 19, semibold
    ImFont* value = nullptr;    // 26 or the given size, semibold: lambda
    float scale = 0;

    static constexpr float kText = 15, kSmall = 13, kTitle = 19, kValue = 26;
};

// Fills ImGui's atlas for a scale and destroys the old fonts. Call outside a frame; the caller must
// recreate the renderer's font texture afterwards.
Fonts load_fonts(float scale, float value = Fonts::kValue);

// Loads only what the flow views use, in a tenth of the time; for large pictures.
Fonts load_view_fonts(float scale);

}  // namespace la
