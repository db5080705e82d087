#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "app/laboratories/weights/weights_panels.h"
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

constexpr const char* kLayersPath = "network.layers";
constexpr int kLeast = 4, kMost = 128, kValues = 6, kSeeds = 5;
constexpr std::int64_t kMinSteps = 400, kMaxSteps = 1000;  // as many as the run has taken, within

// The sweep whose dots are drawn; null: none over the layers that measured the weights.
const SweepState* layer_sweep(const FrameContext& context) {
    const SweepState* state = context.temp.sweep.state.get();
    const bool fits = state && state->plan->measures_weights && state->plan->over.size() == 1 &&
                      state->plan->over[0].path == kLayersPath;
    return fits ? state : nullptr;
}

void start(const FrameContext& context) {
    context.state.sweep = layer_sweep_settings(context.snapshot);
    context.temp.commands.emplace_back(StartSweep{});
}

// Guides of slope -1 and -1/2 through the median of the most layers.
void guides(const FrameContext& context, const plot::DotPlotSeen& seen, const plot::DotPlot& plot,
            const plot::MeanDot& through) {
    const Theme& theme = context.theme();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImU32 colour = theme.colour(theme.palette->text_dim);
    const auto pixel = [&](double x, double y) {
        const auto across =
            static_cast<float>(plot::to_unit(x, plot.x.limits, plot::AxisScale::Log));
        const auto up = static_cast<float>(plot::to_unit(y, plot.y.limits, plot::AxisScale::Log));
        return ImVec2(seen.inside.x + across * (seen.inside.z - seen.inside.x),
                      seen.inside.w - up * (seen.inside.w - seen.inside.y));
    };
    draw.PushClipRect({seen.inside.x, seen.inside.y}, {seen.inside.z, seen.inside.w}, true);
    for (const auto& [slope, name] : {std::pair{-1.0, "-1"}, std::pair{-0.5, "-1/2"}}) {
        const double first = through.x / 8;
        const ImVec2 from = pixel(first, through.mean * std::pow(1.0 / 8, slope));
        const ImVec2 to = pixel(through.x, through.mean);
        constexpr int kDots = 24;
        for (int i = 0; i <= kDots; ++i) {
            const float t = static_cast<float>(i) / kDots;
            draw.AddCircleFilled({from.x + t * (to.x - from.x), from.y + t * (to.y - from.y)},
                                 theme.px(0.9f), colour, 6);
        }
        draw.AddText(theme.fonts.small, theme.px(Fonts::kSmall - 2),
                     {from.x + theme.px(3), from.y + theme.px(slope < -0.7 ? -14 : 1)}, colour,
                     name);
    }
    draw.PopClipRect();
}

void read_out(const FrameContext& context, const SweepRun& run) {
    const ImU32 colour = context.theme().colour(context.theme().palette->accent);
    const std::string jump = plot::compact(run.depth.max_jump);
    const std::string waves = plot::compact(run.depth.half_waves);
    const std::string accuracy = plot::compact(run.metrics.test_accuracy);
    const std::string score = std::string("test ") + score_word(*context.snapshot.data);
    const plot::Reading readings[] = {
        {"max |ΔZ|", jump, colour}, {"half-waves", waves, colour}, {score, accuracy, colour}};
    plot::show_readings(
        context.theme().plot_style(),
        std::to_string(std::lround(run.values[0])) + " layers, seed " + std::to_string(run.seed),
        readings);
}

void dots(const FrameContext& context, const SweepState& sweep, float height) {
    const Theme& theme = context.theme();
    const std::vector<SweepRun>& runs = *sweep.runs;
    plot::DotPlot plot;
    const std::vector<double>& layers = sweep.plan->over[0].values;
    plot.x = {.label = "layers L",
              .scale = plot::AxisScale::Log,
              .limits = {layers.front() / 1.3, layers.back() * 1.3}};
    plot::Range jumps;
    std::vector<plot::Dot> all;
    for (const SweepRun& run : runs) {
        const double jump = run.diverged ? std::numeric_limits<double>::quiet_NaN()
                                         : std::max(run.depth.max_jump, 1e-12);
        jumps.include(jump);
        all.push_back({run.values[0], jump,
                       2.5f * (static_cast<float>(run.repeat) -
                               0.5f * static_cast<float>(sweep.plan->seeds - 1))});
    }
    plot.y = {.scale = plot::AxisScale::Log,
              .limits = plot::fit_range(jumps, plot::AxisScale::Log)};
    plot.dots = all;
    plot.colour = plot::with_alpha(theme.colour(theme.palette->accent), 0.5f);
    const std::vector<plot::MeanDot> middle =
        sweep_medians(runs, [](const SweepRun& run) { return run.depth.max_jump; });
    plot.means = middle;
    plot.mean_colour = theme.colour(theme.palette->accent);
    const plot::DotPlotSeen seen = plot::draw_dot_plot(
        "layer sweep", {ImGui::GetContentRegionAvail().x, height}, plot, theme.plot_style());
    const SweepRun* pointed = sweep_dots(context, sweep, seen, "plot.layer_sweep");
    if (!middle.empty() && middle.back().x > layers.front() && std::isfinite(middle.back().mean)) {
        guides(context, seen, plot, middle.back());
    }
    if (pointed) {
        read_out(context, *pointed);
    }
}

}  // namespace

SweepSettings layer_sweep_settings(const Snapshot& snapshot) {
    return {
        .first = {.path = kLayersPath, .from = kLeast, .to = kMost, .values = kValues, .log = true},
        .second = {},
        .seeds = kSeeds,
        .steps = static_cast<int>(std::clamp(snapshot.step, kMinSteps, kMaxSteps))};
}

bool has_layer_sweep(const FrameContext& context) {
    return layer_sweep(context) != nullptr;
}

void layer_sweep_part(const FrameContext& context, float height) {
    const SweepState* sweep = layer_sweep(context);
    context.ui.heading(context.state.presentation ? "LARGEST |ΔZ| OVER L"
                                                  : "SWEEP OVER L  largest |ΔZ| while training");
    context.ui.tooltip(
        "Networks of 4 to 128 layers, five seeds each, trained in the background: the largest jump "
        "of the weights between two layers at any time, and its median. Where the weights converge "
        "to a function of depth it falls as 1/L; a click on a dot shows that network");
    if (sweep && !sweep->runs->empty()) {
        dots(context, *sweep, height);
        return;
    }
    const ImVec2 at = ImGui::GetCursorPos();
    ImGui::PushFont(context.theme().fonts.small);
    const SolidButtons solid(context.theme());
    if (has_no_depth(context.snapshot, context.snapshot.members.size() - 1)) {
        ImGui::TextDisabled("%s", kNoDepth);
    } else if (context.temp.sweep.running()) {
        ImGui::TextDisabled("%s", sweep ? "training ..." : "another sweep is running");
    } else if (context.ui.button("layers_sweep", "train 4 to 128 layers",
                                 "Five seeds of each in the background; the run goes on")) {
        start(context);
    }
    ImGui::PopFont();
    ImGui::SetCursorPos({at.x, at.y + height + ImGui::GetStyle().ItemSpacing.y});
}

}  // namespace la
