#include "app/laboratories/mean_field/mean_field_laboratory.h"

#include <cmath>

#include "app/experiment/history_view.h"
#include "app/laboratories/mean_field/mean_field_panels.h"
#include "app/panels/panels.h"
#include "app/ui/format.h"

namespace la {

namespace {

constexpr double kAlphaNotch = 1.7782794100389228;  // a quarter of a decade

// Keys of what this page does not have: views, points to draw, depth, sweeps.
bool means_nothing(const KeyPress& key) {
    const bool digit = key.key >= '0' && key.key <= '9';
    if (key.modifiers == kShift) {
        return digit || key.key == 'V' || key.key == 'F';
    }
    return key.modifiers == 0 && (digit || key.key == 'B' || key.key == 'F' || key.key == 'D' ||
                                  key.key == 'S' || key.key == 'G' || key.key == 'V' ||
                                  key.key == 'W' || key.key == kKeyRight || key.key == kKeyLeft);
}

}  // namespace

void MeanFieldLaboratory::sections(const FrameContext& context) const {
    if (context.shallow()) {
        mean_field_sections(context);
    }
}

void MeanFieldLaboratory::show_views(const FrameContext& context, FlowViews& /*views*/,
                                     const Layout& layout) const {
    if (context.shallow()) {
        data_plane(context, layout.flow[0]);
        node_plane(context, large_network(context), layout.flow[1], false);
    }
}

void MeanFieldLaboratory::scrubbers(const FrameContext& context, const Rect& rect) const {
    if (context.shallow()) {
        shallow_scrubber(context, rect);
    }
}

void MeanFieldLaboratory::caption(const FrameContext& context, const Rect& rect) const {
    if (!context.shallow()) {
        return;
    }
    const Theme& theme = context.theme();
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {theme.px(16), theme.px(8)});
    context.ui.begin_panel("caption", rect);
    ImGui::TextDisabled("%s, step %lld", time_text(context).c_str(),
                        static_cast<long long>(context.shallow()->step));
    const std::string sentence = mean_field_sentence(context);
    ImGui::SameLine(rect.width() - theme.px(16) - ImGui::CalcTextSize(sentence.c_str()).x);
    ImGui::PushStyleColor(ImGuiCol_Text, theme.colour(theme.palette->accent));
    ImGui::TextUnformatted(sentence.c_str());
    ImGui::PopStyleColor();
    context.ui.end_panel();
    ImGui::PopStyleVar();
}

RunTexts MeanFieldLaboratory::run_texts(const FrameContext& context) const {
    const ShallowSnapshot* run = context.snapshot.shallow.get();
    if (!run) {
        return {};
    }
    const std::size_t count = run->networks.size();
    RunTexts out{.engine = "cpu · double precision · " + std::to_string(count) +
                           (count == 1 ? " network" : " networks"),
                 .step = time_text(context),
                 .epoch = "step " + count_text(context.shallow()->step),
                 .message = !run->message.empty() ? run->message : context.snapshot.message};
    if (context.temp.history.shallow) {
        out.step += " (training is at step " + count_text(run->step) + ")";
        out.epoch.clear();
    }
    return out;
}

bool MeanFieldLaboratory::press(const FrameContext& context, const KeyPress& key) const {
    if (!context.shallow()) {
        return false;
    }
    if (key.modifiers == 0 && (key.key == kKeyUp || key.key == kKeyDown)) {
        scale_alpha(context, key.key == kKeyUp ? kAlphaNotch : 1 / kAlphaNotch);
        return true;
    }
    if (key.modifiers == kShift && (key.key == kKeyLeft || key.key == kKeyRight)) {
        look_along_shallow(context.temp.history, context.snapshot, key.key == kKeyRight ? 1 : -1);
        return true;
    }
    if (key.modifiers == 0 && key.key == kKeyHome) {
        look_at_shallow(context.temp.history, context.snapshot, 0);
        return true;
    }
    if (key.modifiers == 0 && key.key == kKeyEnd) {
        context.temp.history.shallow = nullptr;
        return true;
    }
    return means_nothing(key);
}

PlotsLayout MeanFieldLaboratory::plots_layout(bool /*pair*/) const {
    return {270, [](const Rect& area, float gap) { return in_columns(area, 2, gap); }, 1};
}

void MeanFieldLaboratory::plots(const FrameContext& context, std::span<const Rect> rects) const {
    if (context.shallow()) {
        gamma_panel(context, rects[0]);
        phi_panel(context, rects[1]);
    }
}

void MeanFieldLaboratory::measures(const FrameContext& context, const Rect& rect) const {
    mean_field_measures_panel(context, rect);
}

void MeanFieldLaboratory::presentation_measures(const FrameContext& context,
                                                const Rect& rect) const {
    mean_field_presentation_panel(context, rect);
}

Theory MeanFieldLaboratory::theory(const FrameContext& context) const {
    return mean_field_theory(context);
}

StripContent MeanFieldLaboratory::presentation_strip(const FrameContext& context) const {
    if (!context.shallow()) {
        return {[] {}, [](float) {}, "", ""};
    }
    return {[&] { alpha_value(context); }, [&](float width) { alpha_track(context, width); },
            mean_field_sentence(context), run_texts(context).step};
}

}  // namespace la
