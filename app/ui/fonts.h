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
    ImFont* value = nullptr;    // 26 or as asked for, semibold: lambda
    float scale = 0;

    static constexpr float kText = 15, kSmall = 13, kTitle = 19, kValue = 26;
};

// Fills ImGui's atlas for a scale; the old fonts are gone. Outside of a frame; the renderer's font
// texture must be made again afterwards.
Fonts load_fonts(float scale, float value = Fonts::kValue);

// The same with the few faces and signs that the flow views use: in a tenth of the time, for
// pictures of many pixels.
Fonts load_view_fonts(float scale);

}  // namespace la
