#include "render/plot/label.h"

#include <cfloat>
#include <cmath>

namespace la::plot {

namespace {

constexpr float kRaisedSize = 0.74f;  // of the text size
constexpr float kRaise = 0.30f;

ImFont* font_of(const PlotStyle& style) {
    return style.font != nullptr ? style.font : ImGui::GetFont();
}

std::string with_minus(const ImFont* font, std::string_view text) {
    std::string out(text);
    if (!out.empty() && out[0] == '-' && font->FindGlyphNoFallback(0x2212) != nullptr) {
        out.replace(0, 1, "\u2212");
    }
    return out;
}

ImVec2 measure(ImFont* font, float size, const std::string& text) {
    return font->CalcTextSizeA(size, FLT_MAX, 0, text.data(), text.data() + text.size());
}

}  // namespace

ImVec2 text_size(const PlotStyle& style, std::string_view text) {
    ImFont* font = font_of(style);
    return measure(font, style.text_size(), with_minus(font, text));
}

void draw_text(ImDrawList& draw, const PlotStyle& style, ImVec2 at, ImU32 colour,
               std::string_view text) {
    ImFont* font = font_of(style);
    const std::string out = with_minus(font, text);
    // Whole pixels keep the glyphs crisp.
    draw.AddText(font, style.text_size(), {std::round(at.x), std::round(at.y)}, colour, out.data(),
                 out.data() + out.size());
}

std::string fit_text(const PlotStyle& style, std::string_view text, float width) {
    if (text_size(style, text).x <= width) {
        return std::string(text);
    }
    std::string shorter(text);
    while (!shorter.empty()) {
        // One whole UTF-8 sequence.
        while (!shorter.empty() && (static_cast<unsigned char>(shorter.back()) & 0xc0u) == 0x80u) {
            shorter.pop_back();
        }
        if (!shorter.empty()) {
            shorter.pop_back();
        }
        if (text_size(style, shorter + "..").x <= width) {
            return shorter.empty() ? "" : shorter + "..";
        }
    }
    return {};
}

ImVec2 label_size(const PlotStyle& style, const Tick& tick) {
    ImFont* font = font_of(style);
    ImVec2 size = measure(font, style.text_size(), with_minus(font, tick.label));
    if (!tick.raised.empty()) {
        const float small = style.text_size() * kRaisedSize;
        size.x += style.px(1) + measure(font, small, with_minus(font, tick.raised)).x;
    }
    return size;
}

void draw_label(ImDrawList& draw, const PlotStyle& style, ImVec2 at, ImU32 colour,
                const Tick& tick) {
    draw_text(draw, style, at, colour, tick.label);
    if (tick.raised.empty()) {
        return;
    }
    ImFont* font = font_of(style);
    const std::string raised = with_minus(font, tick.raised);
    const float x = at.x + text_size(style, tick.label).x + style.px(1);
    draw.AddText(font, style.text_size() * kRaisedSize,
                 {std::round(x), std::round(at.y - kRaise * style.text_size() * 0.5f)}, colour,
                 raised.data(), raised.data() + raised.size());
}

}  // namespace la::plot
