#include "app/panels/scrubber_row.h"

#include <cmath>

namespace la {

namespace {

// Positions are design pixels from the left edge of the panel or, if negative, from the right.
constexpr float kLeft = 14, kTrack = 84, kValue = -168, kButton = -58;
constexpr float kTickText = Fonts::kSmall - 1.5f;

}  // namespace

ScrubberRow::ScrubberRow(const FrameContext& context, float y)
    : context_(context),
      y_(y),
      right_(ImGui::GetWindowWidth()),
      width_(right_ + px(kValue - 12) - px(kTrack)) {}

void ScrubberRow::place(float x) const {
    ImGui::SetCursorPos({px(x), y_ + (ImGui::GetFrameHeight() - ImGui::GetFontSize()) / 2});
}

void ScrubberRow::label(const char* text) const {
    ImGui::PushFont(context_.theme().fonts.heading);
    place(kLeft);
    ImGui::PushStyleColor(ImGuiCol_Text,
                          context_.theme().colour(context_.theme().palette->text_dim));
    ImGui::TextUnformatted(text);
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

bool ScrubberRow::track(const char* name, float& unit, std::string_view tip,
                        TypedValue& value) const {
    ImGui::SetCursorPos({px(kTrack), y_ + (ImGui::GetFrameHeight() - px(19)) / 2});
    return context_.ui.track(name, width_, unit, tip, &value);
}

void ScrubberRow::tick(float unit, const char* text) const {
    const Theme& theme = context_.theme();
    const ImVec2 window = ImGui::GetWindowPos();
    const float inset = px(7.5f);
    const ImVec2 extent = theme.fonts.small->CalcTextSizeA(px(kTickText), 1e9f, 0, text);
    const float x = window.x + px(kTrack) + inset + unit * (width_ - 2 * inset);
    ImGui::GetWindowDrawList()->AddText(
        theme.fonts.small, px(kTickText),
        {std::round(x - extent.x / 2), std::round(window.y + y_ + px(24))},
        theme.colour(theme.palette->text_dim), text);
}

void ScrubberRow::value(const char* text, glm::vec4 colour) const {
    place(right_ / context_.theme().scale + kValue);
    ImGui::PushStyleColor(ImGuiCol_Text, context_.theme().colour(colour));
    ImGui::TextUnformatted(text);
    ImGui::PopStyleColor();
}

void ScrubberRow::words(const char* text, glm::vec4 colour) const {
    place(kTrack);
    ImGui::PushStyleColor(ImGuiCol_Text, context_.theme().colour(colour));
    ImGui::TextUnformatted(text);
    ImGui::PopStyleColor();
}

bool ScrubberRow::second_button(const char* name, const char* label, const char* tip) const {
    ImGui::SetCursorPos({right_ + px(kValue), y_});
    return context_.ui.button(name, label, tip);
}

bool ScrubberRow::button_below(const char* name, const char* label, const char* tip) const {
    ImGui::PushFont(context_.theme().fonts.small);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {px(5), 0});
    const float width = ImGui::CalcTextSize(label).x + 2 * px(5);
    ImGui::SetCursorPos({right_ - width - px(12), y_ + px(26)});
    const bool pressed = context_.ui.button(name, label, tip);
    ImGui::PopStyleVar();
    ImGui::PopFont();
    return pressed;
}

bool ScrubberRow::button(const char* name, const char* label, const char* tip) const {
    ImGui::SetCursorPos({right_ + px(kButton), y_});
    return context_.ui.button(name, label, tip);
}

}  // namespace la
