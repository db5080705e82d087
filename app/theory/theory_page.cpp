#include "app/theory/theory_page.h"

#include <algorithm>
#include <cmath>

#include "app/ui/formula.h"
#include "app/ui/hit_area.h"
#include "render/plot/number.h"

namespace la {

namespace {

// Design pixels.
constexpr float kPad = 16, kHead = 36, kFoot = 28;
constexpr float kLeastLine = 23, kMostLine = 62;  // height of a line
constexpr float kLarge = 28;                      // a line less high has formulas in smaller type
constexpr float kWords = 44;                      // a line less high has no room for its words
constexpr float kValue = 84, kBars = 62;          // a network's number, and its bars
constexpr float kBesideFormula = 10;              // before the first number
constexpr float kBesideSketch = 560;              // a page less wide has its sketch below

struct Place {
    Rect lines;   // formulas and numbers
    Rect sketch;  // empty: there is none
    float line;   // height of a line
};

Place place_for(const FrameContext& context, const Theory& theory, const Rect& rect) {
    const Theme& theme = context.theme();
    const bool presentation = context.state.presentation;
    const float pad = theme.px(kPad), count = static_cast<float>(theory.lines.size());
    const float room = rect.height() - theme.px(kHead + kFoot);
    Place out{{{rect.min.x + pad, rect.min.y + theme.px(kHead)},
               {rect.max.x - pad, rect.max.y - theme.px(kFoot)}},
              {},
              std::clamp(std::floor(room / std::max(count, 1.0f)), theme.px(kLeastLine),
                         theme.px(kMostLine))};
    out.lines.max.y = out.lines.min.y + count * out.line;
    const bool beside = rect.width() >= theme.px(kBesideSketch);
    if (!theory.sketch || (!beside && presentation)) {  // which is not scrolled
        return out;
    }
    if (beside) {
        const float width = std::floor(std::min(0.4f * rect.width(), theme.px(420)));
        out.sketch = {{out.lines.max.x - width, rect.min.y + theme.px(10)},
                      {out.lines.max.x, rect.max.y - theme.px(kFoot)}};
        out.lines.max.x = out.sketch.min.x - theme.px(20);
    } else {
        const float top = out.lines.max.y + theme.px(10);
        out.sketch = {{out.lines.min.x, top},
                      {out.lines.max.x, top + std::min(out.lines.width(), theme.px(420))}};
    }
    return out;
}

float column_end(const Theme& theme, const Place& place, const Theory& theory, std::size_t i) {
    return place.lines.max.x -
           theme.px(kValue) * static_cast<float>(theory.columns.size() - 1 - i) - theme.px(6);
}

void add_right(ImFont* font, float size, ImVec2 right_top, ImU32 colour, const std::string& text) {
    const float width = font->CalcTextSizeA(size, 1e9f, 0, text.c_str()).x;
    ImGui::GetWindowDrawList()->AddText(font, size,
                                        {std::round(right_top.x - width), std::round(right_top.y)},
                                        colour, text.c_str());
}

// Heads of the columns, in the networks' colours.
void heads(const FrameContext& context, const Rect& rect, const Place& place,
           const Theory& theory) {
    const Theme& theme = context.theme();
    ImGui::GetWindowDrawList()->AddText(theme.fonts.heading, theme.px(12.5f),
                                        {place.lines.min.x, rect.min.y + theme.px(14)},
                                        theme.colour(theme.palette->text_dim), theory.title);
    for (std::size_t i = 0; i < theory.columns.size(); ++i) {
        add_right(theme.fonts.title, theme.px(Fonts::kTitle),
                  {column_end(theme, place, theory, i), rect.min.y + theme.px(10)},
                  theory.columns[i].colour, theory.columns[i].name);
    }
}

// A bar for every layer, up to the largest, that ends there.
void layer_bars(const Theme& theme, const std::vector<double>& values, ImVec2 right_bottom,
                float height, ImU32 colour) {
    if (values.empty()) {
        return;
    }
    const double most = *std::ranges::max_element(values);
    const auto count = static_cast<float>(values.size());
    const float step = theme.px(kBars) / count, gap = std::min(theme.px(1), 0.2f * step);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    float x = right_bottom.x - theme.px(kBars);
    for (const double value : values) {
        const float tall =
            most > 0 && std::isfinite(value) ? height * static_cast<float>(value / most) : 0;
        draw.AddRectFilled({x, right_bottom.y - std::max(tall, 1.0f)},
                           {x + step - gap, right_bottom.y}, colour);
        x += step;
    }
}

void line(const FrameContext& context, const Place& place, const Theory& theory,
          std::size_t index) {
    const Theme& theme = context.theme();
    const Palette& p = *theme.palette;
    const TheoryLine& of = theory.lines[index];
    const float top = place.lines.min.y + place.line * static_cast<float>(index);
    const Rect rect{{place.lines.min.x, top}, {place.lines.max.x, top + place.line}};
    const std::string name = std::string("theory.") + of.symbol;
    ImGui::SetCursorScreenPos(rect.min);
    if (hit_area(name.c_str(), rect.size()) || context.ui.controls().used(name)) {
        context.temp.theory.marked = of.symbol;
    }
    const bool hovered = ImGui::IsItemHovered();
    context.ui.controls().add(name, rect);
    context.ui.add_stop(name);
    context.ui.tooltip_of(name.c_str(), of.words);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const bool marked = context.temp.theory.marked == of.symbol;
    if (marked || hovered) {
        draw.AddRectFilled(
            {rect.min.x - theme.px(8), rect.min.y + theme.px(1)},
            {rect.max.x, rect.max.y - theme.px(1)},
            plot::with_alpha(theme.colour(marked ? p.accent : p.text), marked ? 0.16f : 0.06f),
            theme.px(4));
    }
    const float values = theme.px(kValue) * static_cast<float>(theory.columns.size());
    const float size = theme.px(Fonts::kSmall);
    const bool words =
        place.line >= theme.px(kWords) &&
        theme.fonts.small->CalcTextSizeA(size, 1e9f, 0, of.words).x < rect.width() - values;
    Formula formula = large_formula(theme, of.formula);
    if (place.line < theme.px(kLarge) || formula_width(formula) > rect.width() - values) {
        formula = fitted_formula(small_formula(theme, of.formula),
                                 rect.width() - values - theme.px(kBesideFormula));
    }
    const float middle = (rect.min.y + rect.max.y) / 2;
    const float above = words ? theme.px(9) : 0;  // by which the formula makes room for its words
    draw_formula(draw, formula, {rect.min.x, middle - above - 0.62f * formula.size},
                 theme.colour(p.text));
    if (words) {
        draw.AddText(theme.fonts.small, size, {rect.min.x, std::round(middle + theme.px(6))},
                     theme.colour(p.text_dim), of.words);
    }
    for (std::size_t i = 0; i < std::min(of.values.size(), theory.columns.size()); ++i) {
        const float right = column_end(theme, place, theory, i);
        const bool bars =
            place.line >= theme.px(kWords) && i < of.bars.size() && !of.bars[i].empty();
        if (bars) {
            layer_bars(theme, of.bars[i], {right, middle + theme.px(2)},
                       middle - rect.min.y - theme.px(4), theory.columns[i].colour);
        }
        const float number = theme.px(Fonts::kText);
        add_right(theme.fonts.text, number,
                  {right, bars ? middle + theme.px(4) : middle - 0.6f * number},
                  theory.columns[i].colour, of.values[i]);
    }
    context.temp.theory.said.push_back({of.symbol, of.values});
}

// The papers, that of the laboratory brighter; a click opens it in the browser.
void papers(const FrameContext& context, const Theory& theory, ImVec2 at) {
    const Theme& theme = context.theme();
    ImGui::SetCursorScreenPos(at);
    ImGui::PushFont(theme.fonts.small);
    ImGui::PushStyleColor(ImGuiCol_Text, theme.colour(theme.palette->text_dim));
    ImGui::TextUnformatted("arXiv");
    ImGui::PopStyleColor();
    for (int i = 0; i < static_cast<int>(std::size(kPapers)); ++i) {
        const Paper& paper = kPapers[i];
        const std::string name = "theory.paper." + std::to_string(i);
        ImGui::SameLine(0, theme.px(12));
        ImGui::PushStyleColor(
            ImGuiCol_Text,
            theme.colour(i == theory.paper ? theme.palette->accent : theme.palette->text_dim));
        if (context.ui.link(name.c_str(), paper.name, paper.about)) {
            context.temp.commands.emplace_back(OpenLink{paper.url});
        }
        ImGui::PopStyleColor();
    }
    ImGui::PopFont();
}

}  // namespace

void theory_page(const FrameContext& context, const Rect& rect, const Theory& theory) {
    const Theme& theme = context.theme();
    context.temp.theory.said.clear();
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    context.ui.begin_scrolling_panel("theory", rect);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(rect.min, rect.max, theme.colour(theme.palette->panel));
    const ImVec2 origin = ImGui::GetCursorScreenPos();  // above `rect` where it is scrolled
    const Rect page{origin, {origin.x + rect.width(), origin.y + rect.height()}};
    const Place place = place_for(context, theory, page);
    heads(context, page, place, theory);
    for (std::size_t i = 0; i < theory.lines.size(); ++i) {
        line(context, place, theory, i);
    }
    if (place.sketch.width() > 0) {
        path_sketch(context, place.sketch);
    }
    const float end = std::max(
        {page.max.y, place.lines.max.y + theme.px(kFoot), place.sketch.max.y + theme.px(kFoot)});
    papers(context, theory, {place.lines.min.x, end - theme.px(kFoot - 6)});
    ImGui::SetCursorScreenPos(origin);
    ImGui::Dummy({rect.width(), end - origin.y});
    draw.AddRect(rect.min, rect.max, theme.colour(theme.palette->panel_border));
    context.ui.end_panel();
    ImGui::PopStyleVar();
    context.ui.controls().add("theory_page", rect);
}

std::vector<TheoryColumn> columns_of_members(const FrameContext& context) {
    std::vector<TheoryColumn> out;
    const Theme& theme = context.theme();
    for (std::size_t m = 0; m < context.snapshot.members.size(); ++m) {
        const bool is_a = context.snapshot.is_a(m);
        out.push_back({context.name_of(m),
                       theme.colour(is_a ? theme.palette->text_dim : theme.palette->accent)});
    }
    return out;
}

bool press_in_theory(const FrameContext& context, const KeyPress& key) {
    if (!context.temp.theory.open || key.key != kKeyEscape || key.modifiers != 0 || key.repeat) {
        return false;
    }
    context.temp.theory.open = false;
    return true;
}

}  // namespace la
