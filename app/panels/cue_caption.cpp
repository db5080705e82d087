#include <algorithm>
#include <cmath>

#include "app/panels/panels.h"

namespace la {

// A subtitle over the lower part of the flow views: the demonstration's text and its progress.
void cue_caption(const Widgets& ui, const CuePlayer& cues, const Rect& views) {
    if (!cues.playing() || cues.say().empty()) {
        return;
    }
    const Theme& theme = ui.theme();
    const Palette& p = *theme.palette;
    ImFont* font = theme.fonts.title;
    const float size = theme.px(Fonts::kTitle);
    const float pad = theme.px(16);
    const float max_width = std::max(views.width() * 0.86f - 2 * pad, theme.px(80));
    const char* text = cues.say().c_str();
    const ImVec2 extent = font->CalcTextSizeA(size, 1e9f, max_width, text);
    const ImVec2 box{extent.x + 2 * pad, extent.y + 1.5f * pad};
    const ImVec2 min{std::floor(views.min.x + (views.width() - box.x) / 2),
                     std::floor(views.max.y - theme.px(54) - box.y)};
    const ImVec2 max{min.x + box.x, min.y + box.y};
    ImGui::SetNextWindowPos(min);
    ImGui::SetNextWindowSize(box);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::Begin("cue_caption", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoInputs |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                     ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(min, max, plot::with_alpha(theme.colour(p.plot), 0.9f), theme.px(8));
    draw.AddText(font, size, {min.x + pad, min.y + 0.65f * pad}, theme.colour(p.text), text,
                 nullptr, max_width);
    const auto played = static_cast<float>(std::clamp(cues.time() / cues.length(), 0.0, 1.0));
    const float y = max.y - theme.px(4);
    draw.AddRectFilled({min.x + pad, y}, {max.x - pad, y + theme.px(2)},
                       theme.colour(p.panel_border));
    draw.AddRectFilled({min.x + pad, y},
                       {min.x + pad + played * (box.x - 2 * pad), y + theme.px(2)},
                       theme.colour(p.accent));
    ui.controls().add("cue_caption", {min, max});
    ImGui::End();
    ImGui::PopStyleVar();
}

}  // namespace la
