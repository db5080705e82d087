#include "app/lessons/lesson_parts.h"

#include <algorithm>
#include <cmath>

#include "app/lessons/lesson_run.h"
#include "app/ui/hit_area.h"

namespace la {

namespace {

// Text in several lines, at a place of the window.
float draw_words(const Theme& theme, ImFont* font, float size, ImVec2 at, float width,
                 glm::vec4 colour, const std::string& text) {
    ImGui::GetWindowDrawList()->AddText(font, size, at, theme.colour(colour), text.c_str(), nullptr,
                                        width);
    return font->CalcTextSizeA(size, 1e9f, width, text.c_str()).y;
}

}  // namespace

void lesson_words(const Widgets& ui, const std::string& text, glm::vec4 colour) {
    if (text.empty()) {
        return;
    }
    ImGui::PushStyleColor(ImGuiCol_Text, ui.theme().colour(colour));
    ImGui::PushTextWrapPos(0);
    ImGui::TextUnformatted(text.c_str());
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
    ImGui::Dummy({0, ui.theme().px(2)});
}

void lesson_labelled(const Widgets& ui, const char* label, const std::string& text) {
    if (text.empty()) {
        return;
    }
    const Theme& theme = ui.theme();
    ImGui::PushStyleColor(ImGuiCol_Text, theme.colour(theme.palette->accent));
    ImGui::TextUnformatted(label);
    ImGui::PopStyleColor();
    ImGui::SameLine(ImGui::GetStyle().WindowPadding.x + theme.px(38));
    lesson_words(ui, text, theme.palette->text);
}

void lesson_check(const Widgets& ui, const std::string& text, bool met) {
    const Theme& theme = ui.theme();
    const Palette& p = *theme.palette;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float box = theme.px(14), left = theme.px(24);
    const float width = ImGui::GetContentRegionAvail().x - left;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 min{at.x + theme.px(2), at.y + theme.px(3)};
    if (met) {
        draw.AddRectFilled(min, {min.x + box, min.y + box}, theme.colour(p.accent), theme.px(3));
        const ImVec2 tick[] = {{min.x + 0.22f * box, min.y + 0.52f * box},
                               {min.x + 0.43f * box, min.y + 0.74f * box},
                               {min.x + 0.80f * box, min.y + 0.28f * box}};
        draw.AddPolyline(tick, 3, theme.colour(p.panel), 0, theme.px(2));
    } else {
        draw.AddRect(min, {min.x + box, min.y + box}, theme.colour(p.text_dim), theme.px(3));
    }
    const float height = draw_words(theme, theme.fonts.text, theme.px(Fonts::kText),
                                    {at.x + left, at.y}, width, met ? p.text : p.text_dim, text);
    ImGui::Dummy({width, height + theme.px(3)});
}

bool lesson_row(const Widgets& ui, const std::string& name, const std::string& number,
                const std::string& text, const std::string& about, bool bright) {
    const Theme& theme = ui.theme();
    const Palette& p = *theme.palette;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float pad = theme.px(8), left = number.empty() ? pad : theme.px(30);
    const float width = ImGui::GetContentRegionAvail().x;
    const float inner = width - left - pad;
    const float size = theme.px(Fonts::kText), small = theme.px(Fonts::kSmall);
    const float first = theme.fonts.text->CalcTextSizeA(size, 1e9f, inner, text.c_str()).y;
    const float second =
        about.empty() ? 0 : theme.fonts.small->CalcTextSizeA(small, 1e9f, inner, about.c_str()).y;
    const float height = first + second + 1.4f * pad;
    const bool clicked = hit_area(name.c_str(), {width, height}) || ui.controls().used(name);
    ui.controls().add_last_item(name);
    const bool hovered = ImGui::IsItemHovered();
    const bool shown = bright || hovered;  // on a ground that is too bright for pale words
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(at, {at.x + width, at.y + height},
                       ImGui::GetColorU32(bright    ? ImGuiCol_HeaderActive
                                          : hovered ? ImGuiCol_FrameBgHovered
                                                    : ImGuiCol_FrameBg),
                       theme.px(5));
    draw_words(theme, theme.fonts.text, size, {at.x + pad, at.y + 0.7f * pad}, inner,
               shown ? p.text : p.accent, number);
    draw_words(theme, theme.fonts.text, size, {at.x + left, at.y + 0.7f * pad}, inner, p.text,
               text);
    if (!about.empty()) {
        draw_words(theme, theme.fonts.small, small, {at.x + left, at.y + 0.7f * pad + first}, inner,
                   shown ? p.text : p.text_dim, about);
    }
    return clicked;
}

namespace {

// The number that is being typed, in a box with a caret.
void number_box(const FrameContext& context, const CardProgress& at) {
    const Theme& theme = context.theme();
    const Palette& p = *theme.palette;
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const ImVec2 size{theme.px(130), theme.px(30)};
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(min, {min.x + size.x, min.y + size.y}, theme.colour(p.plot), theme.px(4));
    draw.AddRect(min, {min.x + size.x, min.y + size.y}, theme.colour(p.accent), theme.px(4));
    const float width =
        draw_words(theme, theme.fonts.text, theme.px(Fonts::kText),
                   {min.x + theme.px(8), min.y + theme.px(6)}, size.x, p.text, at.typed) > 0
            ? ImGui::CalcTextSize(at.typed.c_str()).x
            : 0;
    const float caret = min.x + theme.px(9) + width;
    draw.AddLine({caret, min.y + theme.px(6)}, {caret, min.y + theme.px(23)},
                 theme.colour(p.accent), theme.px(1.5f));
    ImGui::Dummy(size);
    context.ui.controls().add_last_item("lesson.number");
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    ImGui::TextDisabled("type it, then Enter");
}

void feedback(const FrameContext& context, const LessonQuestion& question, const CardProgress& at) {
    if (!at.chosen) {
        return;
    }
    const Palette& p = *context.theme().palette;
    const std::string& say = !question.numeric()
                                 ? question.answers[static_cast<std::size_t>(*at.chosen)].say
                             : at.right ? question.right
                                        : question.wrong;
    ImGui::Dummy({0, context.theme().px(2)});
    lesson_words(context.ui, (at.right ? "Right. " : "No. ") + say,
                 at.right ? p.accent : p.warning);
}

}  // namespace

void lesson_question(const FrameContext& context, const LessonRun& run) {
    const LessonQuestion& question = *run.now().cards[run.card].ask;
    const CardProgress& at = run.cards[run.card];
    const Palette& p = *context.theme().palette;
    ImGui::Dummy({0, context.theme().px(3)});
    ImGui::Separator();
    ImGui::Dummy({0, context.theme().px(3)});
    lesson_words(context.ui, question.text, p.text);
    for (std::size_t i = 0; i < question.answers.size(); ++i) {
        const bool chosen = at.chosen && static_cast<std::size_t>(*at.chosen) == i;
        if (lesson_row(context.ui, "answer." + std::to_string(i), std::to_string(i + 1),
                       question.answers[i].text, "", chosen)) {
            choose_answer(context, i);
        }
    }
    if (question.numeric()) {
        number_box(context, at);
    }
    feedback(context, question, at);
}

}  // namespace la
