#include <algorithm>
#include <cstdio>
#include <cstring>
#include <string>

#include "app/panels/panels.h"

namespace la {

namespace {

// The sentence in large type, on two lines if necessary, above the step of the training.
void sentence(const FrameContext& context, const StripContent& content, const Rect& rect,
              float left) {
    const Theme& theme = context.theme();
    const Snapshot& s = context.snapshot;
    const std::string& text = s.message.empty() || context.frozen() ? content.sentence : s.message;
    ImFont* font = theme.fonts.title;
    const float size = theme.px(Fonts::kTitle);
    const float width = rect.max.x - theme.px(16) - left;
    const ImVec2 extent = font->CalcTextSizeA(size, 1e9f, width, text.c_str());
    char where[96];
    std::snprintf(where, sizeof where,
                  s.status == Status::Paused   ? "step %lld, paused"
                  : s.status == Status::Frozen ? "a model, as it is"
                                               : "step %lld",
                  static_cast<long long>(s.step));
    if (context.shows_sweep()) {
        std::snprintf(where, sizeof where, "a network of the sweep; End: back");
    }
    if (!content.where.empty()) {
        std::snprintf(where, sizeof where, "%s", content.where.c_str());
    } else if (context.state.flow_at_depth()) {
        const std::size_t used = std::strlen(where);
        std::snprintf(where + used, sizeof where - used, "   depth s = %.1f / %d",
                      context.temp.depth.value, context.layers());
    }
    const float small = theme.px(Fonts::kSmall);
    const float height = extent.y + theme.px(4) + small;
    const float y = rect.min.y + std::max(0.0f, (rect.height() - height) / 2);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const bool bad = s.status == Status::Diverged || s.status == Status::Failed;
    draw.AddText(font, size, {left, y},
                 theme.colour(bad ? theme.palette->error : theme.palette->accent), text.c_str(),
                 nullptr, width);
    draw.AddText(theme.fonts.small, small, {left, y + extent.y + theme.px(4)},
                 theme.colour(theme.palette->text_dim), where);
}

}  // namespace

void presentation_strip(const FrameContext& context, const Rect& rect,
                        const StripContent& content) {
    const Theme& theme = context.theme();
    const float value = theme.px(190);
    const float track = std::min(theme.px(420), rect.width() * 0.4f);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    context.ui.begin_panel("stage_strip", rect);
    if (context.frozen()) {
        sentence(context, content, rect, rect.min.x + theme.px(20));
        context.ui.end_panel();
        ImGui::PopStyleVar();
        return;
    }
    // The value has its own column, so that its changing number does not move the slider.
    ImGui::SetCursorPos({theme.px(20), theme.px(14)});
    ImGui::BeginChild("stage_value", {value, theme.px(54)});
    content.value();
    ImGui::EndChild();
    ImGui::SetCursorPos({theme.px(20) + value + theme.px(14), theme.px(22)});
    ImGui::BeginGroup();
    content.track(track);
    ImGui::EndGroup();
    sentence(context, content, rect,
             rect.min.x + theme.px(20) + value + theme.px(14) + track + theme.px(34));
    context.ui.end_panel();
    ImGui::PopStyleVar();
}

}  // namespace la
