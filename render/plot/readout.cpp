#include "render/plot/readout.h"

namespace la::plot {

void show_readings(const PlotStyle& style, const std::string& heading,
                   std::span<const Reading> readings) {
    ImGui::BeginTooltip();
    if (style.font != nullptr) {
        ImGui::PushFont(style.font);
    }
    ImGui::PushStyleColor(ImGuiCol_Text, style.text_dim);
    ImGui::TextUnformatted(heading.c_str());
    ImGui::PopStyleColor();
    const float side = 0.6f * ImGui::GetTextLineHeight();
    for (const Reading& reading : readings) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float top = at.y + 0.25f * ImGui::GetTextLineHeight();
        ImGui::GetWindowDrawList()->AddRectFilled({at.x, top}, {at.x + side, top + side},
                                                  reading.colour, style.px(1.5f));
        ImGui::Dummy({side, ImGui::GetTextLineHeight()});
        ImGui::SameLine();
        const std::string line =
            std::string(reading.name) + (reading.name.empty() ? "" : "  ") + reading.value;
        ImGui::TextUnformatted(line.c_str());
    }
    if (style.font != nullptr) {
        ImGui::PopFont();
    }
    ImGui::EndTooltip();
}

}  // namespace la::plot
