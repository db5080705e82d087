#include "app/views/class_legend.h"

#include <algorithm>
#include <string>

#include "app/ui/class_marker.h"
#include "app/ui/class_text.h"
#include "render/plot/number.h"
#include "render/plot/style.h"

namespace la {

namespace {

constexpr int kNamed = 4;                         // with more classes the legend shows numbers only
constexpr float kRow = 19, kPadX = 8, kPadY = 3;  // logical pixels
constexpr float kBar = 110, kEnd = 40;            // of values: shades, and room for a number

struct Cells {
    bool named;
    int columns, rows;
    float width;  // of one column, logical pixels

    explicit Cells(int classes)
        : named(classes <= kNamed),
          columns(named ? classes : 5),
          rows((classes + columns - 1) / columns),
          width(named ? 70 : 34) {}
};

float text_width(const Theme& theme, const std::string& text) {
    return theme.fonts.small->CalcTextSizeA(theme.px(Fonts::kSmall), 1e9f, 0, text.c_str()).x;
}

}  // namespace

ImVec2 class_legend_size(const Dataset& data, const Theme& theme) {
    if (data.has_values()) {
        return {theme.px(kBar + 2 * kEnd), theme.px(kRow + kPadY)};
    }
    const Cells cells(data.classes);
    return {theme.px(static_cast<float>(cells.columns) * cells.width + 2),
            theme.px(static_cast<float>(cells.rows) * kRow + kPadY)};
}

namespace {

// The shades from the least value to the largest, between these two numbers.
void value_bar(const Dataset& data, const Theme& theme, ImVec2 min) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ValueRange range = value_range(data);
    const float size = theme.px(Fonts::kSmall), y = min.y + theme.px(kPadY);
    const ImU32 colour = plot::with_alpha(theme.colour(theme.palette->text), 0.75f);
    const std::string least = plot::compact(range.least), most = plot::compact(range.most);
    const float left = min.x + theme.px(kEnd);
    draw.AddText(theme.fonts.small, size, {left - text_width(theme, least) - theme.px(5), y},
                 colour, least.c_str());
    draw.AddText(theme.fonts.small, size, {left + theme.px(kBar + 5), y}, colour, most.c_str());
    const float step = theme.px(kBar) / kShades;
    for (int i = 0; i < kShades; ++i) {
        const float x = left + static_cast<float>(i) * step;
        draw.AddRectFilled({x, y + theme.px(3)}, {x + step + 0.5f, y + theme.px(13)},
                           theme.colour(theme.palette->shades[static_cast<std::size_t>(i)]));
    }
}

}  // namespace

void class_legend(const Dataset& data, const Theme& theme, ImVec2 min) {
    const Palette& p = *theme.palette;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 size = class_legend_size(data, theme);
    if (data.has_values()) {
        draw.AddRectFilled(min, {min.x + size.x, min.y + size.y},
                           plot::with_alpha(theme.colour(p.plot), 0.9f), theme.px(4));
        value_bar(data, theme, min);
        return;
    }
    const Cells cells(data.classes);
    const float column = theme.px(cells.width);
    const float row = theme.px(kRow);
    draw.AddRectFilled(min, {min.x + size.x, min.y + size.y},
                       plot::with_alpha(theme.colour(p.plot), 0.9f), theme.px(4));
    for (int c = 0; c < data.classes; ++c) {
        const float x = min.x + theme.px(kPadX) + static_cast<float>(c % cells.columns) * column;
        const float y = min.y + theme.px(kPadY) + static_cast<float>(c / cells.columns) * row;
        draw_class_marker(draw, {x + theme.px(4), y + theme.px(8)}, theme.px(4), c,
                          theme.colour(p.classes[std::min(c, kClassColours - 1)]));
        std::string text = cells.named && data.class_names.empty()
                               ? "class " + std::to_string(c)
                               : class_text(data, c, *theme.fonts.small);
        const float room = column - theme.px(15);
        if (!cells.named && text_width(theme, text) > room) {
            text = std::to_string(c);  // beginnings of names would look alike
        }
        ImGui::PushClipRect({x, y - theme.px(kPadY)}, {x + column - theme.px(2), y + row}, true);
        draw.AddText(theme.fonts.small, theme.px(Fonts::kSmall), {x + theme.px(13), y},
                     plot::with_alpha(theme.colour(p.text), 0.75f), text.c_str());
        ImGui::PopClipRect();
    }
}

}  // namespace la
