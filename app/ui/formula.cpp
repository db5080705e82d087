#include "app/ui/formula.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace la {

namespace {

enum class Place { Line, Below, Above };

// The first part of a formula that stands in one place; takes it from the text.
std::string_view take_part(std::string_view& text, Place& place) {
    place = text.front() == '_' ? Place::Below : text.front() == '^' ? Place::Above : Place::Line;
    std::size_t begin = 0, end = text.find_first_of("_^"), next = end;
    if (place != Place::Line) {
        begin = 1;
        if (text.substr(1).starts_with('{')) {
            begin = 2;
            end = text.find('}');
            next = end == text.npos ? end : end + 1;
        } else {
            end = 2;  // all bytes of one character
            while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) {
                ++end;
            }
            next = end;
        }
    }
    const std::string_view part = text.substr(begin, std::min(end, text.size()) - begin);
    text.remove_prefix(std::min(next, text.size()));
    return part;
}

using Draw = std::function<void(std::string_view part, ImFont* font, float size, ImVec2 at)>;

// Goes over the parts with their places; returns the width.
float lay_out(const Formula& formula, const Draw& draw) {
    const float below = 0.42f * formula.size, above = -0.14f * formula.size;
    float x = 0, base = 0;  // where the line goes on, and where its last letter ended
    Place before = Place::Line;
    for (std::string_view rest = formula.text; !rest.empty();) {
        Place place = Place::Line;
        const std::string_view part = take_part(rest, place);
        const bool on_line = place == Place::Line;
        ImFont* font = on_line ? formula.font : formula.small;
        const float size = on_line ? formula.size : formula.small_size;
        const float width =
            font->CalcTextSizeA(size, 1e9f, 0, part.data(), part.data() + part.size()).x;
        const bool on_top = !on_line && before != Place::Line && before != place;
        const float at = on_line ? x : on_top ? base : x;
        base = on_line ? x + width : on_top ? base : x;
        draw(part, font, size, {at, on_line ? 0 : place == Place::Below ? below : above});
        x = std::max(x, at + width + (on_line ? 0 : 0.04f * formula.size));
        before = place;
    }
    return x;
}

}  // namespace

Formula large_formula(const Theme& theme, std::string_view text) {
    return {text, theme.fonts.title, theme.px(Fonts::kTitle), theme.fonts.small,
            theme.px(Fonts::kSmall)};
}

Formula small_formula(const Theme& theme, std::string_view text) {
    return {text, theme.fonts.text, theme.px(Fonts::kText), theme.fonts.small,
            theme.px(Fonts::kSmall - 2)};
}

Formula fitted_formula(Formula formula, float width) {
    const float part = std::clamp(width / std::max(formula_width(formula), 1.0f), 0.5f, 1.0f);
    formula.size *= part;
    formula.small_size *= part;
    return formula;
}

float formula_width(const Formula& formula) {
    return lay_out(formula, [](std::string_view, ImFont*, float, ImVec2) {});
}

float draw_formula(ImDrawList& draw, const Formula& formula, ImVec2 at, ImU32 colour) {
    return at.x + lay_out(formula, [&](std::string_view part, ImFont* font, float size, ImVec2 by) {
               draw.AddText(font, size, {std::round(at.x + by.x), std::round(at.y + by.y)}, colour,
                            part.data(), part.data() + part.size());
           });
}

}  // namespace la
