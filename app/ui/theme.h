#pragma once

#include <imgui.h>

#include "app/ui/fonts.h"
#include "render/palette.h"
#include "render/plot/style.h"

namespace la {

// Colours, fonts and scale that all panels share.
struct Theme {
    const Palette* palette = nullptr;
    Fonts fonts;
    float scale = 1;  // pixels per design pixel

    float px(float design) const { return design * scale; }
    ImU32 colour(glm::vec4 c) const { return plot::to_colour(c); }
    plot::PlotStyle plot_style() const {
        plot::PlotStyle style =
            plot::make_plot_style(*palette, fonts.small, Fonts::kSmall - 1.5f, scale);
        style.fills = false;  // Backdrop fills plots
        return style;
    }
};

// Sets ImGui's style from the palette and the scale.
void apply_theme(const Theme& theme);

}  // namespace la
