#pragma once
#include <imgui.h>

#include "render/palette.h"

namespace la::plot {

// The look of all plots. Sizes are logical pixels, multiplied by scale when drawn.
struct PlotStyle {
    ImFont* font = nullptr;  // null: ImGui's current font
    float font_size = 13;
    float scale = 1;
    ImU32 background = 0;
    ImU32 panel = 0;    // around the plots
    bool fills = true;  // false: the caller fills the inside of the plots
    ImU32 frame = 0;
    ImU32 grid = 0;
    ImU32 grid_minor = 0;
    ImU32 text = 0;
    ImU32 text_dim = 0;
    ImU32 legend = 0;
    ImU32 hairline = 0;
    ImU32 highlight = 0;

    float px(float logical) const { return logical * scale; }
    float text_size() const { return font_size * scale; }
};

ImU32 to_colour(glm::vec4 srgb);
ImU32 with_alpha(ImU32 colour, float alpha);
PlotStyle make_plot_style(const Palette& palette, ImFont* font, float font_size, float scale);

}  // namespace la::plot
