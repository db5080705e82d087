#include <algorithm>
#include <cmath>
#include <string>

#include "app/panels/data_section.h"
#include "app/panels/panels.h"
#include "app/ui/format.h"
#include "app/ui/icons.h"

namespace la {

namespace {

// The message without its advice: "B diverged at step 71".
std::string what_happened(const std::string& message) {
    return message.substr(0, message.find(':'));
}

std::string rewind_label(const Snapshot& s) {
    return LA_ICON_RESET " rewind to step " + count_text(s.rewind_step);
}

}  // namespace

bool can_rewind(const FrameContext& context) {
    return context.snapshot.status == Status::Diverged && context.snapshot.rewind_step >= 0;
}

void rewind_to_good(const FrameContext& context) {
    if (can_rewind(context)) {
        context.experiment.send(Change{Rewind{}});
    }
}

bool can_go_on(const FrameContext& context) {
    const Snapshot* shown = context.temp.history.shown.get();
    return shown && !of_sweep(*shown) && shown->run == context.snapshot.run && !context.frozen();
}

void go_on_from_shown(const FrameContext& context) {
    if (can_go_on(context)) {
        context.experiment.send(Change{Rewind{.to = context.displayed().step}});
    }
}

// A card over the upper part of the flow views, which do not change meanwhile.
void divergence_card(const FrameContext& context, const Rect& views) {
    const Snapshot& s = context.snapshot;
    if (s.status != Status::Diverged) {
        return;
    }
    const Theme& theme = context.theme();
    const Palette& p = *theme.palette;
    const float pad = theme.px(14);
    const std::string title = what_happened(s.message);
    const bool raw = !data_picture(context).raw_scale.empty();
    const char* advice = raw ? "Standardise the data: its values are too large or too uneven."
                         : s.rewind_step >= 0
                             ? "Settings stay as they are: lower the learning rate "
                               "before you go on."
                             : "No earlier step is good: lower the learning rate.";
    const float title_size = theme.px(Fonts::kTitle);
    const ImVec2 title_box = theme.fonts.title->CalcTextSizeA(title_size, 1e9f, 0, title.c_str());
    const float buttons =
        (s.rewind_step >= 0 ? ImGui::CalcTextSize(rewind_label(s).c_str()).x + theme.px(28) : 0) +
        ImGui::CalcTextSize(LA_ICON_RESET " reset").x + theme.px(20);
    const float width =
        std::min(views.width() - theme.px(16),
                 std::max({title_box.x, ImGui::CalcTextSize(advice).x, buttons}) + 2 * pad);
    const ImVec2 min{std::floor(views.min.x + (views.width() - width) / 2),
                     std::floor(views.min.y + theme.px(56))};
    ImGui::SetNextWindowPos(min);
    ImGui::SetNextWindowSize({width, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {pad, theme.px(10)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, theme.px(8));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
    ImGui::PushStyleColor(ImGuiCol_WindowBg, plot::with_alpha(theme.colour(p.panel), 0.96f));
    ImGui::PushStyleColor(ImGuiCol_Border, theme.colour(p.error));
    ImGui::Begin("divergence", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                     ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoFocusOnAppearing);
    ImGui::PushFont(theme.fonts.title);
    ImGui::PushStyleColor(ImGuiCol_Text, theme.colour(p.error));
    ImGui::TextUnformatted(title.c_str());
    ImGui::PopStyleColor();
    ImGui::PopFont();
    ImGui::PushTextWrapPos(width - pad);
    ImGui::TextUnformatted(advice);
    ImGui::PopTextWrapPos();
    ImGui::Dummy({0, theme.px(2)});
    if (s.rewind_step >= 0) {
        ImGui::PushStyleColor(ImGuiCol_Text, theme.colour(p.accent));
        const bool pressed =
            context.ui.button("rewind", rewind_label(s).c_str(),
                              "Weights, moments, batches and curves of the last good step");
        ImGui::PopStyleColor();
        if (pressed) {
            rewind_to_good(context);
        }
        ImGui::SameLine();
    }
    if (context.ui.button("divergence.reset", LA_ICON_RESET " reset",
                          "Back to step 0: the same initial weights, the same batches")) {
        context.experiment.send(Change{Reset{}});
    }
    context.ui.controls().add("divergence",
                              {min, {min.x + width, min.y + ImGui::GetWindowHeight()}});
    ImGui::End();
    ImGui::PopStyleColor(2);
    ImGui::PopStyleVar(3);
}

}  // namespace la
