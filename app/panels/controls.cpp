#include <functional>

#include "app/panels/panels.h"
#include "app/panels/preset_chooser.h"

namespace la {

namespace {

// The story of the preset, at the bottom of the panel if there is room.
void story(const FrameContext& context, const Rect& rect) {
    const Preset* preset = preset_named(context, context.experiment.preset());
    if (preset == nullptr || preset->story.empty()) {
        return;
    }
    const std::string& text = preset->story;
    ImGui::PushFont(context.theme().fonts.small);
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = ImGui::CalcTextSize(text.c_str(), nullptr, false, width).y;
    const float top = rect.height() - height - context.theme().px(14);
    if (top > ImGui::GetCursorPosY() + context.theme().px(8)) {
        ImGui::SetCursorPosY(top);
        ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width);
        ImGui::PushStyleColor(ImGuiCol_Text,
                              context.theme().colour(context.theme().palette->text_dim));
        ImGui::TextUnformatted(text.c_str());
        ImGui::PopStyleColor();
        ImGui::PopTextWrapPos();
    }
    ImGui::PopFont();
}

}  // namespace

void controls_panel(const FrameContext& context, const Rect& rect,
                    const std::function<void()>& sections) {
    context.ui.begin_scrolling_panel("controls", rect);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {context.theme().px(6), context.theme().px(2)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {context.theme().px(8), context.theme().px(3)});
    sections();
    ImGui::PopStyleVar(2);
    if (!context.frozen()) {
        story(context, rect);
    }
    context.ui.end_panel();
}

}  // namespace la
