#include <cmath>
#include <cstdio>

#include "app/panels/panel.h"
#include "app/ui/icons.h"

namespace la {

void depth_panel(const Panel& panel, const Rect& rect) {
    const Theme& theme = panel.theme();
    Depth& depth = panel.temp.depth;
    const auto layers = static_cast<float>(panel.layers());
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {theme.px(12), theme.px(8)});
    panel.ui.begin_panel("depth", rect);
    if (panel.ui.button("depth_play", depth.playing ? LA_ICON_PAUSE : LA_ICON_PLAY,
                        "Let the particles flow through the layers, again and again")) {
        depth.playing = !depth.playing;
        depth.rest = 0;
    }
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    ImGui::TextDisabled("depth");
    ImGui::SameLine(0, theme.px(10));
    const float width = ImGui::GetContentRegionAvail().x - theme.px(96);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    float unit = depth.value / layers;
    if (panel.ui.track("depth", width, unit,
                       "Depth s: how many layers the particles have gone through")) {
        depth.value = unit * layers;
        depth.playing = false;
    }
    ImGui::SameLine(0, theme.px(12));
    ImGui::AlignTextToFramePadding();
    ImGui::Text("s = %.1f / %.0f", depth.value, layers);

    // Layer numbers under the track, thinned when there are many.
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float inset = theme.px(7.5f);
    const float size = (Fonts::kSmall - 1.5f) * theme.scale;
    const int stride = std::max(1, static_cast<int>(std::ceil(layers * theme.px(26) / width)));
    for (int k = 0; k <= static_cast<int>(layers); k += stride) {
        char text[16];
        std::snprintf(text, sizeof text, "%d", k);
        const ImVec2 extent = theme.fonts.small->CalcTextSizeA(size, 1e9f, 0, text);
        const float x = at.x + inset + static_cast<float>(k) / layers * (width - 2 * inset);
        draw.AddText(theme.fonts.small, size, {x - extent.x / 2, at.y + theme.px(21)},
                     theme.colour(theme.palette->text_dim), text);
    }
    panel.ui.end_panel();
    ImGui::PopStyleVar();
}

}  // namespace la
