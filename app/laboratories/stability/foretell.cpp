#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "app/laboratories/stability/stability_panels.h"
#include "app/readouts/score_words.h"
#include "app/state/sweep_settings.h"
#include "app/ui/solid_buttons.h"
#include "app/views/sweep_dots.h"
#include "core/sweep/foretold.h"
#include "render/plot/dot_plot.h"
#include "render/plot/number.h"
#include "render/plot/readout.h"

namespace la {

namespace {

constexpr const char* kRatePath = "optimizer.learning_rate";
constexpr int kSeeds = 200, kUsualSteps = 2000;
constexpr double kLeastLoss = 1e-6;  // the plot shows no less
constexpr double kEarly = 1.0 / 15;  // of the steps: 400 of 6000

// The seeds whose dots are drawn; null: none were trained.
const SweepState* seeds_of(const FrameContext& context) {
    const SweepState* state = context.temp.sweep.state.get();
    return state && state->plan->early > 0 ? state : nullptr;
}

// What may be said, and no more.
void words(const FrameContext& context, const SweepState& sweep) {
    const Foretold found = foretold(*sweep.runs);
    char line[160];
    std::snprintf(line, sizeof line, "%d of %zu runs, %d failed", found.runs, sweep.runs_total,
                  found.failed);
    std::string text = line;
    if (std::isfinite(found.by_exponent)) {
        std::snprintf(line, sizeof line, "\nAUC of failing at step %lld: exponent %.2f, loss %.2f",
                      static_cast<long long>(sweep.plan->early), found.by_exponent, found.by_loss);
        text += line;
    }
    ImGui::PushFont(context.theme().fonts.small);
    ImGui::PushTextWrapPos(0);
    ImGui::TextUnformatted(text.c_str());
    ImGui::TextDisabled(
        "early exponents carry some information; how much, and in which direction, depends on the "
        "task; the loss itself usually tells more");
    ImGui::PopTextWrapPos();
    ImGui::PopFont();
}

void read_out(const FrameContext& context, const SweepRun& run) {
    const Palette& palette = *context.theme().palette;
    const ImU32 colour = context.theme().colour(succeeded(run) ? palette.accent : palette.warning);
    const std::string score = std::string("training ") + score_word(*context.snapshot.data);
    const plot::Reading readings[] = {{"early λ₁", plot::compact(run.early.ftle), colour},
                                      {"early loss", plot::compact(run.early.loss), colour},
                                      {"loss at the end", plot::compact(run.metrics.loss), colour},
                                      {score, plot::compact(run.metrics.train_accuracy), colour}};
    plot::show_readings(context.theme().plot_style(), "seed " + std::to_string(run.seed), readings);
}

void dots(const FrameContext& context, const SweepState& sweep, float height) {
    const Theme& theme = context.theme();
    const std::vector<SweepRun>& runs = *sweep.runs;
    plot::DotPlot plot;
    plot::Range across, up;
    std::vector<plot::Dot> all;
    std::vector<ImU32> colours;
    for (const SweepRun& run : runs) {
        const double end = run.diverged ? std::nan("") : std::max(run.metrics.loss, kLeastLoss);
        all.push_back({run.early.ftle, end});
        across.include(run.early.ftle);
        up.include(end);
        colours.push_back(plot::with_alpha(
            theme.colour(succeeded(run) ? theme.palette->accent : theme.palette->warning), 0.7f));
    }
    if (!across.valid()) {  // one run alone, or none that is finite
        across.include(across.empty() ? 0 : across.lo + 0.01);
        across.include(across.lo - 0.01);
    }
    if (!up.valid()) {
        up.include(kLeastLoss);
        up.include(1);
    }
    const double beside = 0.05 * (across.hi - across.lo);
    plot.x = {.label = "λ₁ over the early steps",
              .limits = {across.lo - beside, across.hi + beside}};
    plot.y = {.label = "loss at the end",
              .scale = plot::AxisScale::Log,
              .limits = {up.lo / 2, up.hi * 2}};
    plot.dots = all;
    plot.colours = colours;
    const plot::DotPlotSeen seen = plot::draw_dot_plot(
        "foretell", {ImGui::GetContentRegionAvail().x, height}, plot, theme.plot_style());
    if (const SweepRun* run = sweep_dots(context, sweep, seen, "plot.foretell")) {
        read_out(context, *run);
    }
}

}  // namespace

SweepSettings foretell_settings(const Snapshot& run) {
    const int steps = run.config->stop.steps > 0 ? run.config->stop.steps : kUsualSteps;
    const double rate = run.members.back().config.optimizer.learning_rate;
    return {.first = {.path = kRatePath, .from = rate, .to = rate, .values = 1},
            .second = {},
            .seeds = kSeeds,
            .steps = steps,
            .early = std::max(1, static_cast<int>(kEarly * steps))};
}

bool has_foretold(const FrameContext& context) {
    const SweepState* sweep = seeds_of(context);
    return sweep && !sweep->runs->empty();
}

void foretell_part(const FrameContext& context, float height) {
    const SweepState* sweep = seeds_of(context);
    const float text = 3.2f * ImGui::GetTextLineHeightWithSpacing();
    if (sweep && !sweep->runs->empty()) {
        if (context.state.presentation) {
            dots(context, *sweep, height);
        } else {
            dots(context, *sweep, std::max(context.theme().px(90), height - text));
            words(context, *sweep);
        }
        return;
    }
    const ImVec2 at = ImGui::GetCursorPos();
    ImGui::PushFont(context.theme().fonts.small);
    const SolidButtons solid(context.theme());
    if (context.temp.sweep.running()) {
        ImGui::TextDisabled("%s", sweep ? "training ..." : "another sweep is running");
    } else if (context.ui.button("foretell_sweep", "train 200 seeds",
                                 "The present run from 200 seeds, in the background, up to its "
                                 "stop.steps or 2,000; the run goes on")) {
        context.state.sweep = foretell_settings(context.snapshot);
        context.temp.commands.emplace_back(StartSweep{});
    }
    ImGui::PushTextWrapPos(0);
    ImGui::TextDisabled(
        "a dot for every seed: its largest exponent over the first fifteenth of its steps, and its "
        "loss at the end; in another colour where it failed");
    ImGui::PopTextWrapPos();
    ImGui::PopFont();
    ImGui::SetCursorPos({at.x, at.y + height + ImGui::GetStyle().ItemSpacing.y});
}

}  // namespace la
