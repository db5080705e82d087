#include "app/ui/text_plate.h"

#include <algorithm>

namespace la {

namespace {

// The longest beginning that is no wider than this, at the end of a character.
std::string_view beginning(ImFont* font, float size, float room, std::string_view text) {
    const char* end = nullptr;
    font->CalcTextSizeA(size, std::max(room, 0.0f), 0, text.data(), text.data() + text.size(),
                        &end);
    return text.substr(0, static_cast<std::size_t>(end - text.data()));
}

}  // namespace

FittedText fitted_text(ImFont* font, float size, float room, std::string_view text) {
    constexpr float kLeast = 0.7f;
    constexpr std::string_view kMore = "…";
    const auto width = [&](std::string_view of, float at) {
        return font->CalcTextSizeA(at, 1e9f, 0, of.data(), of.data() + of.size()).x;
    };
    const float full = width(text, size);
    if (full <= room) {
        return {std::string(text), size};
    }
    const float smaller = size * std::max(room / full, kLeast);
    if (width(text, smaller) <= room + 0.5f) {
        return {std::string(text), smaller};
    }
    const std::string_view kept = beginning(font, smaller, room - width(kMore, smaller), text);
    return {std::string(kept) + std::string(kMore), smaller};
}

void fitted_line(ImU32 colour, std::string_view text) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float room = ImGui::GetContentRegionAvail().x, line = ImGui::GetFontSize();
    const FittedText fitted = fitted_text(ImGui::GetFont(), line, room, text);
    ImGui::GetWindowDrawList()->AddText(ImGui::GetFont(), fitted.size,
                                        {at.x, at.y + (line - fitted.size) / 2}, colour,
                                        fitted.text.c_str());
    const float width = ImGui::CalcTextSize(text.data(), text.data() + text.size()).x;
    ImGui::Dummy({std::min(room, width), line});
}

bool begin_fitted_combo(const char* id, std::string_view chosen) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();  // of the box, not of the list that opens
    const ImVec2 at = ImGui::GetCursorScreenPos(), pad = ImGui::GetStyle().FramePadding;
    const float line = ImGui::GetFontSize();
    const float room = ImGui::CalcItemWidth() - ImGui::GetFrameHeight() - 2 * pad.x;
    const FittedText text = fitted_text(ImGui::GetFont(), line, room, chosen);
    const bool open = ImGui::BeginCombo(id, "", ImGuiComboFlags_HeightLargest);
    draw.AddText(ImGui::GetFont(), text.size, {at.x + pad.x, at.y + pad.y + (line - text.size) / 2},
                 ImGui::GetColorU32(ImGuiCol_Text), text.text.c_str());
    return open;
}

void draw_text_plate(const Theme& theme, ImFont* font, float size, ImVec2 at, ImU32 colour,
                     const char* text, float room) {
    const FittedText fitted = fitted_text(font, size, room > 0 ? room : 1e9f, text);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 extent = font->CalcTextSizeA(fitted.size, 1e9f, 0, fitted.text.c_str());
    const float pad = theme.px(4);
    draw.AddRectFilled({at.x - pad, at.y - pad / 2},
                       {at.x + extent.x + pad, at.y + extent.y + pad / 2},
                       plot::with_alpha(theme.colour(theme.palette->plot), 0.9f), theme.px(4));
    draw.AddText(font, fitted.size, at, colour, fitted.text.c_str());
}

}  // namespace la
