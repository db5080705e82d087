#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "app/panels/panels.h"
#include "app/panels/sweep_fields.h"
#include "app/panels/sweep_maps.h"
#include "app/panels/sweep_plots.h"
#include "app/state/sweep_settings.h"
#include "app/ui/icons.h"

namespace la {

namespace {

// Design pixels.
constexpr float kPad = 14, kHead = 38, kLine = 24;

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3g", value);
    return text;
}

// Pictures show no button; pictures and presentations show no settings.
bool has_button(const FrameContext& context) {
    return !context.state.views_only;
}
bool has_fields(const FrameContext& context) {
    return !context.state.views_only && !context.state.presentation;
}

SweepSettings usual(const FrameContext& context) {
    return usual_sweep(context.state.sweep, *context.snapshot.config, context.snapshot.data->train);
}

void run_button(const FrameContext& context) {
    SweepUi& sweep = context.temp.sweep;
    const bool running = sweep.running();
    ImGui::BeginDisabled(context.frozen());
    ImGui::PushStyleColor(ImGuiCol_Button, ImGui::GetStyleColorVec4(ImGuiCol_FrameBg));
    const char* tip = context.frozen() ? "A model, as it is, is not trained"
                      : running        ? "End the sweep; what is finished stays"
                                       : "Train a network anew for every value and seed, in the "
                                         "background: the running training goes on";
    // Where there are fields, they say what is swept over.
    const std::string label =
        LA_ICON_PLAY "  sweep" +
        (has_fields(context) ? std::string() : " " + sweep_name(context.state.sweep.first.path));
    if (context.ui.button("sweep.run", running ? LA_ICON_STOP "  stop" : label.c_str(), tip)) {
        context.temp.commands.push_back(running ? AppCommand(StopSweep{})
                                                : AppCommand(StartSweep{}));
    }
    ImGui::PopStyleColor();
    ImGui::EndDisabled();
}

int diverged_runs(const SweepState& state) {
    return static_cast<int>(std::ranges::count_if(*state.runs, &SweepRun::diverged));
}

// "45 networks, 2000 steps each: λ = 0 and 8 values up to 1, 5 seeds"
std::string next_sweep(const SweepSettings& whole) {
    std::size_t networks = static_cast<std::size_t>(whole.seeds);
    std::string names;
    for (const PathValues& over : sweep_over(whole)) {
        networks *= over.values.size();
        const bool lambda = over.path == kLambdaPath;
        const std::size_t count = over.values.size() - (lambda ? 1 : 0);
        names += names.empty() ? "" : ", ";
        names += lambda ? "λ = 0 and " + std::to_string(count) + " values up to " +
                              number(over.values.back())
                        : std::to_string(count) + (count == 1 ? " value of " : " values of ") +
                              sweep_name(over.path);
    }
    return std::to_string(networks) + " networks, " + std::to_string(whole.steps) +
           " steps each: " + names + ", " + std::to_string(whole.seeds) + " seeds";
}

std::string status_line(const FrameContext& context) {
    const SweepState* state = context.temp.sweep.state.get();
    char text[160];
    if (!state) {
        return next_sweep(usual(context));
    }
    const auto done = state->runs->size();
    switch (state->status) {
        case SweepState::Status::Running:
            std::snprintf(text, sizeof text, "%zu of %zu runs", done, state->runs_total);
            break;
        case SweepState::Status::Finished:
            std::snprintf(text, sizeof text, "%zu runs of %lld steps in %.1f s", done,
                          static_cast<long long>(state->plan->steps), state->seconds);
            break;
        case SweepState::Status::Stopped:
            std::snprintf(text, sizeof text, "stopped: %zu of %zu runs of %lld steps", done,
                          state->runs_total, static_cast<long long>(state->plan->steps));
            break;
        case SweepState::Status::Failed:
            return "the sweep failed: " + state->message;
    }
    std::string out = text;
    if (const int diverged = diverged_runs(*state); diverged > 0) {
        out += ", " + std::to_string(diverged) + " diverged";
    }
    return out;
}

const std::string& changed(const FrameContext& context) {
    SweepUi::Changed& known = context.temp.sweep.changed;
    const std::shared_ptr<const SweepPlan>& plan = context.temp.sweep.state->plan;
    if (known.plan != plan || known.data != context.snapshot.data ||
        !(known.config == *context.snapshot.config)) {
        known = {plan, *context.snapshot.config, context.snapshot.data,
                 changed_since(*plan, context.snapshot)};
    }
    return known.names;
}

// The state of the sweep, and the settings in which it differs from the window's run.
void status_row(const FrameContext& context, const Rect& rect, float top) {
    const Theme& theme = context.theme();
    const SweepState* state = context.temp.sweep.state.get();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float size = theme.px(Fonts::kSmall);
    float x = rect.min.x + theme.px(kPad);
    const auto text = [&](const std::string& words, glm::vec4 colour) {
        draw.AddText(theme.fonts.small, size, {x, top}, theme.colour(colour), words.c_str());
        x += theme.fonts.small->CalcTextSizeA(size, 1e9f, 0, words.c_str()).x + theme.px(14);
    };
    if (context.temp.sweep.running() && state->steps_total > 0) {
        const float width = theme.px(130), y = top + theme.px(6);
        const auto done = static_cast<float>(static_cast<double>(state->steps_done) /
                                             static_cast<double>(state->steps_total));
        draw.AddRectFilled({x, y}, {x + width, y + theme.px(4)},
                           theme.colour(theme.palette->panel_border), theme.px(2));
        draw.AddRectFilled({x, y}, {x + width * std::clamp(done, 0.0f, 1.0f), y + theme.px(4)},
                           theme.colour(theme.palette->accent), theme.px(2));
        x += width + theme.px(12);
    }
    const bool failed = state && state->status == SweepState::Status::Failed;
    text(status_line(context), failed ? theme.palette->error : theme.palette->text_dim);
    if (state && has_button(context) && !changed(context).empty()) {
        text("of its own settings; changed since: " + changed(context), theme.palette->warning);
    }
}

}  // namespace

void sweep_view(const FrameContext& context, const Rect& rect) {
    const Theme& theme = context.theme();
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    context.ui.begin_panel("sweep", rect);
    ImGui::PopStyleVar();
    context.ui.controls().add("sweep", rect);
    float top = rect.min.y + theme.px(8);
    if (has_button(context)) {
        ImGui::SetCursorScreenPos({rect.min.x + theme.px(kPad), top});
        run_button(context);
        top = rect.min.y + theme.px(kHead);
        if (has_fields(context)) {
            top = sweep_fields(context, usual(context), top);
        }
    }
    status_row(context, rect, top + theme.px(2));
    top += theme.px(kLine);

    const Rect plots{{rect.min.x + theme.px(6), std::round(top)},
                     {rect.max.x - theme.px(8), rect.max.y - theme.px(5)}};
    const SweepState* state = context.temp.sweep.state.get();
    if (state ? state->plan->over.size() == 2 : !usual(context).second.path.empty()) {
        sweep_maps(context, plots);
    } else {
        sweep_plots(context, plots);
    }
    context.ui.end_panel();
}

}  // namespace la
