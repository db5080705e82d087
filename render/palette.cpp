#include "render/palette.h"

namespace la {

namespace {

glm::vec4 rgb(unsigned hex, float alpha = 1.0f) {
    return {static_cast<float>((hex >> 16) & 255u) / 255.0f,
            static_cast<float>((hex >> 8) & 255u) / 255.0f, static_cast<float>(hex & 255u) / 255.0f,
            alpha};
}

glm::vec4 mix(glm::vec4 a, glm::vec4 b, float t) {
    return a + (b - a) * t;
}

// kClassColours steps from one colour over another to a third.
std::array<glm::vec4, kClassColours> shades(glm::vec4 first, glm::vec4 middle, glm::vec4 last) {
    std::array<glm::vec4, kClassColours> out;
    for (int i = 0; i < kClassColours; ++i) {
        const float t = 2 * static_cast<float>(i) / (kClassColours - 1);
        out[static_cast<std::size_t>(i)] = t < 1 ? mix(first, middle, t) : mix(middle, last, t - 1);
    }
    return out;
}

Palette make_dark() {
    Palette p;
    p.background = rgb(0x131518);
    p.panel = rgb(0x1c1f26);
    p.panel_border = rgb(0x2b2f38);
    p.plot = rgb(0x111316);
    p.grid = rgb(0xffffff, 0.085f);
    p.text = rgb(0xe4e7ec);
    p.text_dim = rgb(0x8d95a3);
    p.accent = rgb(0x7fe0c0);
    p.series_a = rgb(0x6b7280);
    p.boundary = rgb(0xffffff);
    p.isoline = rgb(0xffffff, 0.34f);
    p.lattice = rgb(0xdfe4ee, 0.36f);
    p.vectors = rgb(0xf2f4f8, 0.85f);
    p.head_line = rgb(0x7fe0c0);
    p.outline = rgb(0x0b0d11, 0.8f);
    p.warning = rgb(0xf2c14e);
    p.error = rgb(0xff6b6b);
    // After the Okabe-Ito set, brightened for a dark background, then moved until every pair
    // differs enough for protanopes and deuteranopes, too (palette_test).
    p.classes = {rgb(0xf5a83b), rgb(0x4aa3ff), rgb(0x41cf9a), rgb(0xdd82bb), rgb(0xfff36b),
                 rgb(0xe45727), rgb(0x5b65da), rgb(0xd1d3db), rgb(0x8fd8ff), rgb(0xbb8b5b)};
    p.field_undecided = rgb(0x17191e);
    for (int i = 0; i < kClassColours; ++i) {
        p.fields[i] = mix(rgb(0x101317), p.classes[i], 0.20f);
    }
    p.shades = shades(p.classes[0], rgb(0xb9bdc6), p.classes[1]);
    p.fields[0] = rgb(0x3f2c13);
    p.fields[1] = rgb(0x10294c);
    return p;
}

Palette make_light() {
    Palette p;
    p.background = rgb(0xeceef2);
    p.panel = rgb(0xfafbfc);
    p.panel_border = rgb(0xd3d7de);
    p.plot = rgb(0xffffff);
    p.grid = rgb(0x000000, 0.10f);
    p.text = rgb(0x1d222b);
    p.text_dim = rgb(0x626b7a);
    p.accent = rgb(0x0a7a5c);
    p.series_a = rgb(0x8a93a1);
    p.boundary = rgb(0x14171c);
    p.isoline = rgb(0x14171c, 0.32f);
    p.lattice = rgb(0x2a3140, 0.36f);
    p.vectors = rgb(0x1d222b, 0.8f);
    p.head_line = rgb(0x0a7a5c);
    p.outline = rgb(0xffffff, 0.9f);
    p.warning = rgb(0x8f5e00);
    p.error = rgb(0xc62f2f);
    p.classes = {rgb(0xd9780a), rgb(0x1668c7), rgb(0x058a63), rgb(0xb44a8c), rgb(0x826000),
                 rgb(0xe96e47), rgb(0x3d52dc), rgb(0x484f56), rgb(0x1494c5), rgb(0x795026)};
    p.field_undecided = rgb(0xf4f4f3);
    for (int i = 0; i < kClassColours; ++i) {
        p.fields[i] = mix(rgb(0xffffff), p.classes[i], 0.26f);
    }
    p.shades = shades(p.classes[0], rgb(0x9a9fa8), p.classes[1]);
    p.fields[0] = rgb(0xfbe0bd);
    p.fields[1] = rgb(0xc5dcf7);
    return p;
}

}  // namespace

const Palette& dark_palette() {
    static const Palette kPalette = make_dark();
    return kPalette;
}

const Palette& light_palette() {
    static const Palette kPalette = make_light();
    return kPalette;
}

}  // namespace la
