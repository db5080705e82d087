#include <algorithm>
#include <string>

#include "app/experiment/history_view.h"
#include "app/panels/panels.h"
#include "app/ui/format.h"

namespace la {

namespace {

// Where the run is, at the right end.
std::string where(const FrameContext& context, const StripContent& content) {
    const Snapshot& s = context.snapshot;
    if (!content.where.empty()) {
        return content.where;
    }
    if (context.shows_sweep()) {
        return "a network of the sweep; End: back";
    }
    if (context.frozen()) {
        return can_look_back(s) ? "step " + count_text(context.displayed().step) + ", read-only"
                                : "inspecting (read-only)";
    }
    return "step " + count_text(s.step) + (s.status == Status::Paused ? ", paused" : "");
}

}  // namespace

void presentation_strip(const FrameContext& context, const Rect& rect,
                        const StripContent& content) {
    const Theme& theme = context.theme();
    const float value = theme.px(104), left = theme.px(14), between = theme.px(12);
    const std::string text = where(context, content);
    const float size = theme.px(Fonts::kText);
    // As wide as the words can get: the slider stays where it is.
    const float words =
        std::max(theme.fonts.text->CalcTextSizeA(size, 1e9f, 0, "step 1234567, paused").x,
                 theme.fonts.text->CalcTextSizeA(size, 1e9f, 0, text.c_str()).x);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    context.ui.begin_panel("stage_strip", rect);
    if (!context.frozen()) {
        // The value has its own column, so that its changing number does not move the slider.
        ImGui::SetCursorPos({left, theme.px(4)});
        ImGui::BeginChild("stage_value", {value, rect.height() - theme.px(4)});
        content.value();
        ImGui::EndChild();
        const float track = rect.width() - left - value - 3 * between - words;
        ImGui::SetCursorPos({left + value + between, theme.px(4)});
        ImGui::BeginGroup();
        content.track(std::max(track, theme.px(60)));
        ImGui::EndGroup();
    }
    ImGui::GetWindowDrawList()->AddText(
        theme.fonts.text, size,
        {rect.max.x - between - words, rect.min.y + (rect.height() - size) / 2 - theme.px(3)},
        theme.colour(theme.palette->text_dim), text.c_str());
    context.ui.end_panel();
    ImGui::PopStyleVar();
}

}  // namespace la
