#include "render/plot/style.h"

#include <algorithm>
#include <cmath>

namespace la::plot {

ImU32 to_colour(glm::vec4 c) {
    const auto byte = [](float v) {
        return static_cast<int>(std::lround(std::clamp(v, 0.0f, 1.0f) * 255.0f));
    };
    return IM_COL32(byte(c.r), byte(c.g), byte(c.b), byte(c.a));
}

ImU32 with_alpha(ImU32 colour, float alpha) {
    const auto a = static_cast<ImU32>(std::lround(std::clamp(alpha, 0.0f, 1.0f) * 255.0f));
    return (colour & ~IM_COL32_A_MASK) | (a << IM_COL32_A_SHIFT);
}

PlotStyle make_plot_style(const Palette& palette, ImFont* font, float font_size, float scale) {
    PlotStyle style;
    style.font = font;
    style.font_size = font_size;
    style.scale = scale;
    style.background = to_colour(palette.plot);
    style.panel = to_colour(palette.panel);
    style.frame = to_colour(palette.panel_border);
    style.grid = to_colour(palette.grid);
    glm::vec4 minor = palette.grid;
    minor.a *= 0.4f;
    style.grid_minor = to_colour(minor);
    style.text = to_colour(palette.text);
    style.text_dim = to_colour(palette.text_dim);
    style.legend = with_alpha(to_colour(palette.panel), 0.86f);
    style.hairline = with_alpha(to_colour(palette.text), 0.45f);
    style.highlight = with_alpha(to_colour(palette.text), 0.07f);
    return style;
}

}  // namespace la::plot
