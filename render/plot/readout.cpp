#include "render/plot/readout.h"

#include <algorithm>

namespace la::plot {

namespace {

void text(std::string_view what) {
    ImGui::TextUnformatted(what.data(), what.data() + what.size());
}

float width_of(std::string_view what) {
    return ImGui::CalcTextSize(what.data(), what.data() + what.size()).x;
}

}  // namespace

void show_readings(const PlotStyle& style, const std::string& heading,
                   std::span<const Reading> readings, std::string_view note) {
    ImGui::BeginTooltip();
    if (style.font != nullptr) {
        ImGui::PushFont(style.font);
    }
    ImGui::PushStyleColor(ImGuiCol_Text, style.text_dim);
    ImGui::TextUnformatted(heading.c_str());
    ImGui::PopStyleColor();
    const float side = 0.6f * ImGui::GetTextLineHeight();
    float widest = 0;
    for (const Reading& reading : readings) {
        widest = std::max(widest, width_of(reading.name));
    }
    for (const Reading& reading : readings) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float top = at.y + 0.25f * ImGui::GetTextLineHeight();
        ImGui::GetWindowDrawList()->AddRectFilled({at.x, top}, {at.x + side, top + side},
                                                  reading.colour, style.px(1.5f));
        ImGui::Dummy({side, ImGui::GetTextLineHeight()});
        ImGui::SameLine();
        const float left = ImGui::GetCursorPosX();
        text(reading.name);
        // Values stand in one column.
        ImGui::SameLine(left + widest + (widest > 0 ? 2 * side : 0));
        text(reading.value);
    }
    if (!note.empty()) {
        ImGui::PushStyleColor(ImGuiCol_Text, style.text_dim);
        text(note);
        ImGui::PopStyleColor();
    }
    if (style.font != nullptr) {
        ImGui::PopFont();
    }
    ImGui::EndTooltip();
}

}  // namespace la::plot
