#include "app/panels/sweep_plots.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <string>
#include <vector>

#include "app/state/sweep_settings.h"
#include "render/plot/dot_plot.h"
#include "render/plot/number.h"
#include "render/plot/readout.h"

namespace la {

namespace {

// Design pixels.
constexpr float kLeft = 50;     // left edge of the axes
constexpr float kNumbers = 34;  // below the lower plot
constexpr float kBetween = 8;   // between the two plots
constexpr float kMaxAside = 5;  // distance between the dots of two seeds

// The data of both plots.
struct Points {
    std::vector<double> accuracy, action;  // [run]; NaN: diverged
    std::vector<float> aside;              // [run]
    plot::Range lambda;                    // range of the values above 0
    int hovered = -1, ringed = -1;
};

int index_of(const std::vector<SweepRun>& runs, const PickRun& wanted) {
    const auto at = std::ranges::find_if(runs, [&](const SweepRun& run) {
        return run.lambda == wanted.lambda && run.seed == wanted.seed;
    });
    return at == runs.end() ? -1 : static_cast<int>(at - runs.begin());
}

Points points_of(const FrameContext& context, float width) {
    constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
    const SweepUi& sweep = context.temp.sweep;
    const SweepSettings usual =
        usual_sweep(context.state.sweep, *context.snapshot.config, context.snapshot.data->train);
    Points out;
    const std::vector<double> lambdas =
        sweep.state ? sweep.state->plan->lambda : sweep_lambdas(usual);
    for (const double lambda : lambdas) {
        out.lambda.include(lambda > 0 ? lambda : kNaN);
    }
    for (const MemberSnapshot& member : context.snapshot.members) {
        out.lambda.include(member.lambda > 0 ? member.lambda : kNaN);
    }
    out.lambda = {out.lambda.lo / 1.5, out.lambda.hi * 1.5};
    if (!sweep.state) {
        return out;
    }
    const SweepPlan& plan = *sweep.state->plan;
    const float room = width / context.theme().scale / static_cast<float>(lambdas.size() + 1);
    const float apart = std::min(kMaxAside, 0.7f * room / static_cast<float>(plan.seeds));
    for (const SweepRun& run : *sweep.state->runs) {
        out.accuracy.push_back(run.diverged ? kNaN : run.metrics.test_accuracy);
        out.action.push_back(run.diverged ? kNaN : run.metrics.action);
        const auto seed = static_cast<float>(run.seed - plan.config.network.seed);
        out.aside.push_back(apart * (seed - 0.5f * static_cast<float>(plan.seeds - 1)));
    }
    if (sweep.hovered) {
        out.hovered = index_of(*sweep.state->runs, *sweep.hovered);
    }
    const Snapshot* past = context.temp.history.shown.get();
    if (past && of_sweep(*past) && number_of_sweep(*past) == sweep.state->number) {
        const MemberSnapshot& b = past->members.back();
        out.ringed = index_of(*sweep.state->runs, {b.lambda, b.config.network.seed});
    }
    return out;
}

// Means over the seeds with their 95% intervals, clipped to 0 and `max`. The interval of a single
// run is NaN.
std::vector<plot::MeanDot> means_of(const std::vector<SweepRun>& runs,
                                    const std::vector<double>& values, double max) {
    std::vector<plot::MeanDot> out;
    for (std::size_t i = 0; i < runs.size();) {
        const double lambda = runs[i].lambda;
        std::vector<double> finite;
        for (; i < runs.size() && runs[i].lambda == lambda; ++i) {
            if (std::isfinite(values[i])) {
                finite.push_back(values[i]);
            }
        }
        const MeanInterval mean = mean_interval(finite);
        out.push_back({lambda, mean.mean, std::max(mean.mean - mean.half, 0.0),
                       std::min(mean.mean + mean.half, max)});
    }
    return out;
}

void read_out(const FrameContext& context, const SweepRun& run, bool tested) {
    const ImU32 accent = context.theme().colour(context.theme().palette->accent);
    const Metrics& m = run.metrics;
    char accuracy[2][32];
    std::snprintf(accuracy[0], sizeof accuracy[0], "%.4f", m.test_accuracy);
    std::snprintf(accuracy[1], sizeof accuracy[1], "%.4f", m.train_accuracy);
    const ImU32 dim = context.theme().colour(context.theme().palette->text_dim);
    std::vector<plot::Reading> readings;
    if (tested) {
        readings.push_back({"test accuracy", accuracy[0], accent});
    }
    readings.push_back({"training accuracy", accuracy[1], tested ? dim : accent});
    readings.push_back({"action A", plot::compact(m.action), accent});
    readings.push_back({"displacement D", plot::compact(m.displacement), dim});
    readings.push_back({"straightness S", plot::compact(run.straightness()), dim});
    readings.push_back({"loss", plot::compact(m.loss), dim});
    char title[64];
    std::snprintf(title, sizeof title, "λ = %.3g, seed %llu", run.lambda,
                  static_cast<unsigned long long>(run.seed));
    plot::show_readings(
        context.theme().plot_style(), title, readings,
        run.weights ? "a click shows its flow" : "its network was not kept: there are too many");
}

struct PlotOf {
    const char* name;
    const char* label;
    const std::vector<double>& values;
    plot::AxisScale scale;
    plot::Range limits;
    double max;  // largest possible value
    bool last;   // the lower plot, which has the numbers of λ
};

// Draws one of the two plots. Returns the run under the mouse, if any.
std::optional<PickRun> one_plot(const FrameContext& context, const Rect& rect, const Points& points,
                                const PlotOf& what) {
    const Theme& theme = context.theme();
    SweepUi& sweep = context.temp.sweep;
    static const std::vector<SweepRun> kNone;
    const std::vector<SweepRun>& runs = sweep.state ? *sweep.state->runs : kNone;
    std::vector<plot::Dot> dots;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        dots.push_back({runs[i].lambda, what.values[i], points.aside[i]});
    }
    const std::vector<plot::MeanDot> means = means_of(runs, what.values, what.max);
    std::vector<plot::XMark> marks;
    for (std::size_t m = 0; m < context.snapshot.members.size(); ++m) {
        const bool is_a = context.has_a() && m == 0;
        marks.push_back({context.snapshot.members[m].lambda, is_a ? "A" : "B",
                         theme.colour(is_a ? theme.palette->text_dim : theme.palette->accent)});
    }
    const ImU32 accent = theme.colour(theme.palette->accent);
    ImGui::SetCursorScreenPos(rect.min);
    const plot::DotPlotSeen seen =
        plot::draw_dot_plot(what.name, rect.size(),
                            {.x = {.label = what.last ? "λ" : "",
                                   .scale = plot::AxisScale::Log,
                                   .limits = points.lambda},
                             .y = {.label = what.label, .scale = what.scale, .limits = what.limits},
                             .zero = true,
                             .left = kLeft,
                             .numbers = what.last,
                             .dots = dots,
                             .colour = plot::with_alpha(theme.colour(theme.palette->text), 0.5f),
                             .means = means,
                             .mean_colour = accent,
                             .marks = marks,
                             .highlighted = points.hovered,
                             .ringed = points.ringed},
                            theme.plot_style());
    const Rect inside{{seen.inside.x, seen.inside.y}, {seen.inside.z, seen.inside.w}};
    context.temp.plots.places.push_back(inside);
    context.ui.controls().add(std::string("plot.") + what.name, inside);
    if (!what.last) {
        sweep.places.clear();
        for (const ImVec2 at : seen.places) {
            sweep.places.emplace_back(at.x, at.y);
        }
    }
    if (!seen.hovered) {
        return {};
    }
    const SweepRun& run = runs[static_cast<std::size_t>(*seen.hovered)];
    read_out(context, run, sweep_tests(*sweep.state->plan));
    if (seen.clicked && run.weights) {
        context.temp.commands.emplace_back(PickRun{run.lambda, run.seed});
    }
    return PickRun{run.lambda, run.seed};
}

plot::Range accuracy_limits(const std::vector<double>& values) {
    plot::Range data;
    for (const double value : values) {
        data.include(value);
    }
    const double below = data.empty() ? 0.5 : std::floor(10 * data.lo - 0.1) / 10;
    const double lo = std::clamp(below, 0.0, 0.9);
    return {lo, 1 + 0.13 * (1 - lo)};  // room for the marks above the dots
}

plot::Range action_limits(const std::vector<double>& values) {
    plot::Range data;
    for (const double value : values) {
        data.include(value > 0 ? value : std::numeric_limits<double>::quiet_NaN());
    }
    plot::Range out = plot::fit_range(data, plot::AxisScale::Log);
    out.hi *= std::pow(out.hi / out.lo, 0.13);
    return out;
}

// The legend of dots and lines, at the right end of the first row.
void key_of_plots(const FrameContext& context, const Rect& rect) {
    const Theme& theme = context.theme();
    const plot::PlotStyle style = theme.plot_style();
    const char* text = "dot: a run    line: mean of the seeds, 95 % interval";
    const float size = style.text_size();
    const ImVec2 extent = theme.fonts.small->CalcTextSizeA(size, 1e9f, 0, text);
    if (extent.x < 0.7f * rect.width()) {
        ImGui::GetWindowDrawList()->AddText(theme.fonts.small, size,
                                            {rect.max.x - extent.x - theme.px(6), rect.min.y},
                                            style.text_dim, text);
    }
}

}  // namespace

void sweep_plots(const FrameContext& context, const Rect& rect) {
    const float each = std::floor((rect.height() - context.theme().px(kNumbers + kBetween)) / 2);
    const float middle = std::round(rect.min.y + each);
    const float lower = std::round(middle + context.theme().px(kBetween));
    const Points points = points_of(context, rect.width());
    SweepUi& sweep = context.temp.sweep;
    const bool tested = !sweep.state || sweep_tests(*sweep.state->plan);
    const Rect upper{rect.min, {rect.max.x, middle}};
    const auto over =
        one_plot(context, upper, points,
                 {"sweep_accuracy", tested ? "test accuracy" : "training accuracy", points.accuracy,
                  plot::AxisScale::Linear, accuracy_limits(points.accuracy), 1, false});
    const auto under =
        one_plot(context, {{rect.min.x, lower}, rect.max}, points,
                 {"sweep_action", "action A = L Σ Eₖ", points.action, plot::AxisScale::Log,
                  action_limits(points.action), std::numeric_limits<double>::infinity(), true});
    sweep.hovered = over ? over : under;
    key_of_plots(context, upper);
}

}  // namespace la
