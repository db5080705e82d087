#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "app/experiment/history_view.h"
#include "app/panels/panels.h"
#include "app/panels/scrubber_row.h"
#include "app/ui/format.h"
#include "app/ui/icons.h"
#include "app/views/member_depth.h"
#include "render/plot/ticks.h"

namespace la {

namespace {

constexpr float kRow = 43;  // design pixels from one row to the next

// Layer numbers; not every one where there are many.
void layer_numbers(const FrameContext& context, const ScrubberRow& row) {
    const auto layers = static_cast<float>(context.layers());
    const int stride =
        std::max(1, static_cast<int>(std::ceil(layers * context.theme().px(26) / row.width())));
    char text[16];
    for (int k = 0; k <= context.layers(); k += stride) {
        std::snprintf(text, sizeof text, "%d", k);
        row.tick(static_cast<float>(k) / layers, text);
    }
}

void depth_row(const FrameContext& context, const ScrubberRow& row) {
    Depth& depth = context.temp.depth;
    const auto layers = static_cast<float>(context.layers());
    row.label("DEPTH");
    float unit = depth.value / layers;
    const char* tip = same_depth(context.displayed())
                          ? "Depth s: how many layers the particles have gone through"
                          : "Depth s / L: which part of their layers the particles have gone "
                            "through, in A and B alike though they have not as many";
    TypedValue typed{.value = depth.value, .format = "%.3g"};
    if (row.track("depth", unit, tip, typed)) {
        depth.value = unit * layers;
        depth.playing = false;
    } else if (typed.typed) {
        depth.value = std::clamp(static_cast<float>(*typed.typed), 0.0f, layers);
        depth.playing = false;
    }
    char text[48];
    if (!same_depth(context.displayed())) {
        for (int i = 0; i <= 5; ++i) {
            std::snprintf(text, sizeof text, i == 0 ? "0" : i == 5 ? "L" : "%d/5 L", i);
            row.tick(static_cast<float>(i) / 5, text);
        }
        std::snprintf(text, sizeof text, "A %.1f   B %.1f",
                      member_depth(context.displayed(), 0, depth.value), depth.value);
    } else {
        layer_numbers(context, row);
        std::snprintf(text, sizeof text, "s = %.1f / %.0f", depth.value, layers);
    }
    row.value(text, context.theme().palette->text);
    if (row.button("depth_play", depth.playing ? LA_ICON_PAUSE : LA_ICON_PLAY,
                   "Let the particles flow through the layers, again and again")) {
        depth.playing = !depth.playing;
        depth.rest = 0;
    }
}

// A scrubber over the whole run, or over what is recorded of one; its right end is now. The
// displayed step stays while the run grows: a drag chooses a step only when the mouse moves.
void history_row(const FrameContext& context, const ScrubberRow& row) {
    const Palette& palette = *context.theme().palette;
    const auto now = static_cast<double>(context.snapshot.step);
    const auto first =
        context.frozen() ? static_cast<double>((*context.snapshot.history)[0].step) : 0.0;
    const std::int64_t step = context.displayed().step;
    row.label("TRAINING");
    const auto place = [&](double at) { return static_cast<float>((at - first) / (now - first)); };
    float unit = context.temp.history.shown && now > first ? place(static_cast<double>(step)) : 1;
    TypedValue typed{.value = static_cast<double>(step), .format = "%.0f"};
    const char* tip =
        context.frozen()
            ? "The network at the steps that were recorded; the right end is the last"
            : "The networks at an earlier step, while training goes on; the right end is now";
    if (row.track("history", unit, tip, typed)) {
        const bool moved = ImGui::IsItemActivated() || ImGui::GetIO().MouseDelta.x != 0 ||
                           context.ui.controls().nudged("history") != 0;
        const float snap = context.theme().px(4) / row.width();
        if (moved && unit > 1 - snap) {
            context.temp.history.shown = nullptr;
        } else if (moved) {
            look_at(context.temp.history, context.snapshot,
                    std::llround(first + unit * (now - first)));
        }
    } else if (typed.typed && *typed.typed >= now) {
        context.temp.history.shown = nullptr;
    } else if (typed.typed) {
        look_at(context.temp.history, context.snapshot, std::llround(std::max(0.0, *typed.typed)));
    }
    const int labels = std::max(2, static_cast<int>(row.width() / context.theme().px(80)));
    if (now > first) {
        for (const plot::Tick& tick : plot::linear_ticks(first, now, labels, 1)) {
            row.tick(place(tick.value), tick.label.c_str());
        }
    } else {
        row.tick(1, "0");
    }
    const std::string text = "step " + count_text(step);
    row.value(text.c_str(), context.temp.history.shown ? palette.warning : palette.text);
    ImGui::BeginDisabled(!context.temp.history.shown);
    if (row.button("now", context.frozen() ? "last" : "now",
                   context.frozen() ? "The last step that was recorded"
                                    : "Back to the networks as they are now")) {
        context.temp.history.shown = nullptr;
    }
    ImGui::EndDisabled();
    const std::string go_on = "continue from step " + count_text(step);
    if (can_go_on(context) &&
        row.button_below("go_on", go_on.c_str(),
                         "Goes on from the step that is shown, with the settings as they are now; "
                         "the curves up to here stay as thin lines, and undo leads back")) {
        go_on_from_shown(context);
    }
}

// Replaces the history row while a network of the sweep is shown: its name, and buttons back to the
// sweep and to now.
void sweep_row(const FrameContext& context, const ScrubberRow& row) {
    row.label("SWEEP");
    const Snapshot& shown = context.displayed();
    std::string text = shown.message + ", after " + count_text(shown.step) + " steps";
    if (context.has_a()) {
        text += "; A: " + context.temp.sweep.name_of(shown, 0);
    }
    row.words(text.c_str(), context.theme().palette->warning);
    ImGui::PushStyleColor(ImGuiCol_Button, ImGui::GetStyleColorVec4(ImGuiCol_FrameBg));
    if (row.second_button("sweep.back", "the sweep", "Back to the dots")) {
        context.state.view = ViewKind::Sweep;
    }
    if (row.button("now", "now", "Back to the networks of the training, as they are now")) {
        context.temp.history.shown = nullptr;
    }
    ImGui::PopStyleColor();
}

}  // namespace

void depth_panel(const FrameContext& context, const Rect& rect) {
    const Theme& theme = context.theme();
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {theme.px(12), theme.px(7)});
    context.ui.begin_panel("depth", rect);
    depth_row(context, ScrubberRow(context, theme.px(8)));
    const ScrubberRow below(context, theme.px(8 + kRow));
    if (context.shows_sweep()) {
        sweep_row(context, below);
    } else if (can_look_back(context.snapshot)) {
        history_row(context, below);
    }
    context.ui.end_panel();
    ImGui::PopStyleVar();
}

}  // namespace la
