#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/experiment/history_view.h"
#include "app/laboratories/mean_field/mean_field_panels.h"
#include "app/panels/scrubber_row.h"
#include "render/plot/ticks.h"

namespace la {

void shallow_scrubber(const FrameContext& context, const Rect& rect) {
    const Theme& theme = context.theme();
    const ShallowSnapshot& now = *context.snapshot.shallow;
    HistoryView& history = context.temp.history;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {theme.px(12), theme.px(7)});
    context.ui.begin_panel("depth", rect);
    const ScrubberRow row(context, theme.px(8));
    row.label("TRAINING");
    const auto last = static_cast<double>(now.step);
    const std::int64_t step = context.shallow()->step;
    float unit =
        history.shallow && last > 0 ? static_cast<float>(static_cast<double>(step) / last) : 1;
    TypedValue typed{.value = last > 0 ? now.time() * static_cast<double>(step) / last : 0};
    if (row.track("history", unit,
                  "Nodes and points at an earlier time, while training goes on; the right end is "
                  "now",
                  typed)) {
        const bool moved = ImGui::IsItemActivated() || ImGui::GetIO().MouseDelta.x != 0 ||
                           context.ui.controls().nudged("history") != 0;
        const float snap = theme.px(4) / row.width();
        if (moved && unit > 1 - snap) {
            history.shallow = nullptr;
        } else if (moved) {
            look_at_shallow(history, context.snapshot, std::llround(unit * last));
        }
    } else if (typed.typed && *typed.typed >= now.time()) {
        history.shallow = nullptr;
    } else if (typed.typed) {
        look_at_shallow(history, context.snapshot,
                        std::llround(std::max(0.0, *typed.typed) / now.time() * last));
    }
    const int labels = std::max(2, static_cast<int>(row.width() / theme.px(80)));
    if (last > 0) {
        for (const plot::Tick& tick : plot::linear_ticks(0, now.time(), labels)) {
            row.tick(static_cast<float>(tick.value / now.time()), tick.label.c_str());
        }
    } else {
        row.tick(1, "0");
    }
    row.value(time_text(context).c_str(),
              history.shallow ? theme.palette->warning : theme.palette->text);
    ImGui::BeginDisabled(!history.shallow);
    if (row.button("now", "now", "Back to the networks as they are now")) {
        history.shallow = nullptr;
    }
    ImGui::EndDisabled();
    context.ui.end_panel();
    ImGui::PopStyleVar();
}

}  // namespace la
