#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "app/laboratories/stability/stability_panels.h"
#include "app/readouts/score_words.h"
#include "app/readouts/sweep_medians.h"
#include "app/state/sweep_settings.h"
#include "app/ui/solid_buttons.h"
#include "app/views/sweep_dots.h"
#include "render/plot/dot_plot.h"
#include "render/plot/number.h"
#include "render/plot/readout.h"

namespace la {

namespace {

constexpr const char* kRatePath = "optimizer.learning_rate";
constexpr double kLeast = 0.03, kMost = 4;
constexpr int kValues = 22, kSeeds = 3, kSteps = 1500;

// The sweep whose dots are drawn; null: none over the rate that measured the stability.
const SweepState* rate_sweep(const FrameContext& context) {
    const SweepState* state = context.temp.sweep.state.get();
    const bool fits = state && state->plan->measures_stability && state->plan->over.size() == 1 &&
                      state->plan->over[0].path == kRatePath && state->plan->early == 0;
    return fits ? state : nullptr;
}

void start(const FrameContext& context) {
    context.state.sweep = rate_sweep_settings();
    context.temp.commands.emplace_back(StartSweep{});
}

void read_out(const FrameContext& context, const SweepRun& run) {
    const ImU32 colour = context.theme().colour(context.theme().palette->accent);
    const std::string exponent = run.diverged ? "diverged" : plot::compact(run.stability.ftle);
    const std::string loss = run.diverged ? "-" : plot::compact(run.metrics.loss);
    const std::string steps = run.steps_to_90 < 0 ? "never" : std::to_string(run.steps_to_90);
    const std::string accuracy = plot::compact(run.metrics.test_accuracy);
    const std::string score = std::string("test ") + score_word(*context.snapshot.data);
    const plot::Reading readings[] = {{"λ₁ per step", exponent, colour},
                                      {"loss", loss, colour},
                                      {"steps to 0.9", steps, colour},
                                      {score, accuracy, colour}};
    plot::show_readings(
        context.theme().plot_style(),
        "rate " + plot::compact(run.values[0]) + ", seed " + std::to_string(run.seed), readings);
}

void dots(const FrameContext& context, const SweepState& sweep, float height) {
    const Theme& theme = context.theme();
    const std::vector<SweepRun>& runs = *sweep.runs;
    plot::DotPlot plot;
    plot.x = {.label = "learning rate η",
              .scale = plot::AxisScale::Log,
              .limits = {kLeast / 1.15, kMost * 1.15}};
    plot::Range range{-0.02, 0.05};
    std::vector<plot::Dot> all;
    for (const SweepRun& run : runs) {
        const double y =
            run.diverged ? std::numeric_limits<double>::quiet_NaN() : run.stability.ftle;
        range.include(y);
        all.push_back({run.values[0], y});
    }
    plot.y = {.limits = plot::fit_range(range, plot::AxisScale::Linear)};
    plot.dots = all;
    plot.colour = plot::with_alpha(theme.colour(theme.palette->accent), 0.55f);
    const std::vector<plot::MeanDot> middle =
        sweep_medians(runs, [](const SweepRun& run) { return run.stability.ftle; });
    plot.means = middle;
    plot.mean_colour = theme.colour(theme.palette->accent);
    std::vector<plot::XMark> marks;
    for (std::size_t m = 0; m < context.snapshot.members.size(); ++m) {
        const Palette& palette = *theme.palette;
        marks.push_back(
            {context.snapshot.members[m].config.optimizer.learning_rate, context.name_of(m),
             theme.colour(context.snapshot.is_a(m) ? palette.text_dim : palette.accent)});
    }
    plot.marks = marks;
    const plot::DotPlotSeen seen = plot::draw_dot_plot(
        "rate sweep", {ImGui::GetContentRegionAvail().x, height}, plot, theme.plot_style());
    if (const SweepRun* run = sweep_dots(context, sweep, seen, "plot.rate_sweep")) {
        read_out(context, *run);
    }
}

void rates(const FrameContext& context, float height) {
    const SweepState* sweep = rate_sweep(context);
    if (sweep && !sweep->runs->empty()) {
        dots(context, *sweep, height);
        return;
    }
    const ImVec2 at = ImGui::GetCursorPos();
    ImGui::PushFont(context.theme().fonts.small);
    const SolidButtons solid(context.theme());
    if (context.temp.sweep.running()) {
        ImGui::TextDisabled("%s", sweep ? "training ..." : "another sweep is running");
    } else if (context.ui.button("rates_sweep", "train at 22 rates",
                                 "From 0.03 to 4, three seeds of each, in the background; the run "
                                 "goes on")) {
        start(context);
    }
    ImGui::PushTextWrapPos(0);
    ImGui::TextDisabled(
        "a dot for every network: its largest exponent over its learning rate; a click shows it");
    ImGui::PopTextWrapPos();
    ImGui::PopFont();
    ImGui::SetCursorPos({at.x, at.y + height + ImGui::GetStyle().ItemSpacing.y});
}

void explorer_content(const FrameContext& context, float height) {
    switch (context.state.stability.explorer) {
        case Explorer::Rate:
            rates(context, height);
            return;
        case Explorer::Foretell:
            foretell_part(context, height);
            return;
        case Explorer::TwoWeights:
            two_weights_plot(context, height);
    }
}

}  // namespace

SweepSettings rate_sweep_settings() {
    return {
        .first = {.path = kRatePath, .from = kLeast, .to = kMost, .values = kValues, .log = true},
        .second = {},
        .seeds = kSeeds,
        .steps = kSteps};
}

bool has_explorer_plot(const FrameContext& context) {
    switch (context.state.stability.explorer) {
        case Explorer::Rate: {
            const SweepState* sweep = rate_sweep(context);
            return sweep && !sweep->runs->empty();
        }
        case Explorer::Foretell:
            return has_foretold(context);
        case Explorer::TwoWeights:
            break;
    }
    return true;
}

void explorer_plot(const FrameContext& context, float height) {
    static constexpr std::array<const char*, 3> kHeadings{"EXPONENT OVER RATE", "EARLY AND LATE",
                                                          "MAP OF TWO WEIGHTS"};
    const Explorer shown = context.state.stability.explorer;
    context.ui.heading(kHeadings[static_cast<std::size_t>(shown)]);
    explorer_content(context, height);
}

void explorer_part(const FrameContext& context, float height) {
    static constexpr std::array<const char*, 3> kTabs{"rate", "foretell", "two weights"};
    static constexpr std::array<const char*, 3> kTips{
        "λ₁ over the learning rate: networks trained in the background, a dot each, and their "
        "median. From order over the edge to chaos; a click on a dot shows that network (regular "
        "and chaotic training: Danovski, Soriano, Lacasa, arXiv 2404.05782)",
        "Does the exponent foretell the end? Many seeds of the present run in the background: its "
        "largest exponent early on against its loss at the end (after Sharafi, Martin, Hallerberg, "
        "arXiv 2405.00743)",
        "The least network that does this: gradient descent on (w₁ w₂ − 1)²/2, w₁ = w₂ = u, with e "
        "= B's rate η; where B itself learns a plane by one product, e = 2η |cov(x, y)|, as which "
        "η acts there. Its steps as a cobweb, its exponent by simulation and, where there is one, "
        "by formula"};
    Explorer& shown = context.state.stability.explorer;
    const auto tab = static_cast<int>(shown);
    context.ui.heading(shown == Explorer::Foretell ? "EARLY AND LATE" : "FROM ORDER TO CHAOS");
    context.ui.tooltip(kTips[static_cast<std::size_t>(tab)]);
    if (const auto chosen = context.ui.tabs("explorer", tab, kTabs, kTips)) {
        shown = static_cast<Explorer>(*chosen);
    }
    explorer_content(context, height);
}

}  // namespace la
