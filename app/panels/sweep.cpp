#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "app/panels/panels.h"
#include "app/panels/sweep_plots.h"
#include "app/state/sweep_settings.h"
#include "app/ui/icons.h"
#include "app/ui/number_field.h"

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

void run_button(const FrameContext& context) {
    SweepUi& sweep = context.temp.sweep;
    const bool running = sweep.running();
    ImGui::BeginDisabled(context.frozen());
    ImGui::PushStyleColor(ImGuiCol_Button, ImGui::GetStyleColorVec4(ImGuiCol_FrameBg));
    const char* tip = context.frozen() ? "A model, as it is, is not trained"
                      : running        ? "End the sweep; what is finished stays"
                                       : "Train a network anew for every λ and seed, in the "
                                         "background: the running training goes on";
    if (context.ui.button("sweep.run", running ? LA_ICON_STOP "  stop" : LA_ICON_PLAY "  sweep λ",
                          tip)) {
        context.temp.commands.push_back(running ? AppCommand(StopSweep{})
                                                : AppCommand(StartSweep{}));
    }
    ImGui::PopStyleColor();
    ImGui::EndDisabled();
}

struct Field {
    const char* name;
    const char* label;
    float width;  // width of the value
    double value, min, max;
    const char* format;
    const char* tip;
};

float width_of(const FrameContext& context, const Field& field) {
    return ImGui::CalcTextSize(field.label).x + context.theme().px(field.width + 6);
}

// A labelled number. True once the user has edited it; 0 means the usual value.
bool edited(const FrameContext& context, Field& field) {
    ImGui::AlignTextToFramePadding();
    ImGui::TextDisabled("%s", field.label);
    ImGui::SameLine(0, context.theme().px(6));
    ImGui::SetNextItemWidth(context.theme().px(field.width));
    ImGui::PushID(field.name);
    const double before = field.value;
    number_field(field.value, field.format);
    const bool done = ImGui::IsItemDeactivatedAfterEdit();
    context.ui.controls().add_last_item(field.name);
    if (!ImGui::IsItemActive()) {
        context.ui.tooltip(field.tip);
    }
    ImGui::PopID();
    if (!done || !std::isfinite(field.value) || field.value == before) {
        return false;
    }
    field.value = field.value <= 0 ? 0 : std::clamp(field.value, field.min, field.max);
    return true;
}

// The settings of the next sweep, in one row that ends at the right edge.
void settings(const FrameContext& context) {
    SweepSettings& chosen = context.state.sweep;
    const SweepSettings whole =
        usual_sweep(chosen, *context.snapshot.config, context.snapshot.data->train);
    Field fields[] = {
        {"sweep.from", "λ from", 66, whole.from, kMinSweepLambda, kMaxSweepLambda, "%.3g",
         "The smallest λ above 0; λ = 0 is always there, too. 0: two decades below the run's"},
        {"sweep.to", "to", 66, whole.to, kMinSweepLambda, kMaxSweepLambda, "%.3g",
         "The largest λ. 0: about two decades above the run's"},
        {"sweep.lambdas", "values", 42, static_cast<double>(whole.lambdas), 1, kMaxSweepLambdas,
         "%.0f", "How many λ above 0, in equal ratios. 0: two a decade"},
        {"sweep.seeds", "seeds", 42, static_cast<double>(whole.seeds), 1, kMaxSweepSeeds, "%.0f",
         "How many networks for each λ: other points, first weights and batches. 0: five"},
        {"sweep.steps", "steps", 74, static_cast<double>(whole.steps), 1, kMaxSweepSteps, "%.0f",
         "Updates of every network. 0: as many as suit the data, in a few seconds for all"}};
    float width = 0;
    const float between = context.theme().px(12);
    for (const Field& field : fields) {
        width += width_of(context, field) + between;
    }
    ImGui::SameLine(ImGui::GetWindowWidth() - context.theme().px(kPad) - width + between);
    for (Field& field : fields) {
        if (&field != fields) {
            ImGui::SameLine(0, between);
        }
        if (!edited(context, field)) {
            continue;
        }
        const std::string_view name = field.name;
        if (name == "sweep.from") {
            chosen.from = field.value;
        } else if (name == "sweep.to") {
            chosen.to = field.value;
        } else {
            const int value = static_cast<int>(std::lround(field.value));
            (name == "sweep.lambdas" ? chosen.lambdas
             : name == "sweep.seeds" ? chosen.seeds
                                     : chosen.steps) = value;
        }
    }
}

int diverged_runs(const SweepState& state) {
    return static_cast<int>(std::ranges::count_if(*state.runs, &SweepRun::diverged));
}

std::string status_line(const FrameContext& context) {
    const SweepState* state = context.temp.sweep.state.get();
    char text[160];
    if (!state) {
        const SweepSettings whole = usual_sweep(context.state.sweep, *context.snapshot.config,
                                                context.snapshot.data->train);
        std::snprintf(text, sizeof text,
                      "%d networks, %d steps each: λ = 0 and %d values up to %s, %d seeds",
                      (whole.lambdas + 1) * whole.seeds, whole.steps, whole.lambdas,
                      number(whole.to).c_str(), whole.seeds);
        return text;
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
        if (has_fields(context)) {
            settings(context);
        }
        top = rect.min.y + theme.px(kHead);
    }
    status_row(context, rect, top + theme.px(2));
    top += theme.px(kLine);

    sweep_plots(context, {{rect.min.x + theme.px(6), std::round(top)},
                          {rect.max.x - theme.px(8), rect.max.y - theme.px(5)}});
    context.ui.end_panel();
}

}  // namespace la
