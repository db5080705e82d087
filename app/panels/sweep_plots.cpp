#include "app/panels/sweep_plots.h"
#include "app/views/sweep_dots.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <string>
#include <vector>

#include "app/readouts/score_words.h"
#include "app/state/sweep_settings.h"
#include "core/config/number_fields.h"
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
    std::string path;                      // of the setting on the x axis
    plot::Axis x;                          // without its label
    bool zero = false;                     // a column for lambda 0
    int hovered = -1, ringed = -1;
};

int index_of_network(const std::vector<SweepRun>& runs, const MemberSnapshot& network) {
    const auto at = std::ranges::find(runs, network.weights, &SweepRun::weights);
    return at == runs.end() ? -1 : static_cast<int>(at - runs.begin());
}

int index_of(const std::vector<SweepRun>& runs, const PickRun& wanted) {
    const auto at = std::ranges::find_if(runs, [&](const SweepRun& run) {
        return run.values == wanted.values && run.seed == wanted.seed;
    });
    return at == runs.end() ? -1 : static_cast<int>(at - runs.begin());
}

// Of lambda a log axis that reaches to the lambdas of A and B, beside a column for 0.
plot::Axis lambda_axis(const FrameContext& context, const std::vector<double>& lambdas) {
    plot::Range limits;
    const auto include = [&](double lambda) {
        if (lambda > 0) {
            limits.include(lambda);
        }
    };
    std::ranges::for_each(lambdas, include);
    for (const MemberSnapshot& member : context.snapshot.members) {
        include(member.lambda);
    }
    return {.scale = plot::AxisScale::Log, .limits = {limits.lo / 1.5, limits.hi * 1.5}};
}

plot::Axis axis_of(const FrameContext& context, const PathValues& over) {
    if (over.path == kLambdaPath) {
        return lambda_axis(context, over.values);
    }
    const double lo = over.values.front(), hi = over.values.back();
    const bool whole = number_field_at(over.path).whole;
    if (over.log && lo > 0) {
        const double beyond = std::max(1.1, std::pow(hi / lo, 0.06));
        return {.scale = plot::AxisScale::Log, .limits = {lo / beyond, hi * beyond}};
    }
    const double least = whole ? 0.5 : 0.05 * std::max(std::abs(hi), 1e-6);
    const double beyond = hi > lo ? std::max(0.06 * (hi - lo), whole ? 0.2 : 0.0) : least;
    return {.limits = {lo - beyond, hi + beyond}, .counts = whole};
}

Points points_of(const FrameContext& context, float width) {
    constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
    const SweepUi& sweep = context.temp.sweep;
    Points out;
    const PathValues over =
        sweep.state ? sweep.state->plan->over[0]
                    : sweep_over(usual_sweep(context.state.sweep, *context.snapshot.config,
                                             context.snapshot.data->train))[0];
    out.path = over.path;
    out.x = axis_of(context, over);
    out.zero = over.path == kLambdaPath;
    if (!sweep.state) {
        return out;
    }
    const SweepPlan& plan = *sweep.state->plan;
    const float room = width / context.theme().scale / static_cast<float>(over.values.size() + 1);
    const float apart = std::min(kMaxAside, 0.7f * room / static_cast<float>(plan.seeds));
    for (const SweepRun& run : *sweep.state->runs) {
        out.accuracy.push_back(run.diverged ? kNaN : run.metrics.test_accuracy);
        out.action.push_back(run.diverged ? kNaN : run.metrics.action);
        out.aside.push_back(
            apart * (static_cast<float>(run.repeat) - 0.5f * static_cast<float>(plan.seeds - 1)));
    }
    if (sweep.hovered) {
        out.hovered = index_of(*sweep.state->runs, *sweep.hovered);
    }
    const Snapshot* past = context.temp.history.shown.get();
    if (past && of_sweep(*past) && number_of_sweep(*past) == sweep.state->number) {
        out.ringed = index_of_network(*sweep.state->runs, past->members.back());
    }
    return out;
}

// Where A or B stands on the axis.
double place_of(const FrameContext& context, const MemberSnapshot& member,
                const std::string& path) {
    const Config config{.dataset = context.snapshot.config->dataset,
                        .network = member.config.network,
                        .objective = member.config.objective,
                        .optimizer = member.config.optimizer};
    return path == kLambdaPath ? member.lambda : number_at(config, path);
}

// Means over the seeds with their 95% intervals, clipped to 0 and `max`. The interval of a single
// run is NaN.
std::vector<plot::MeanDot> means_of(const std::vector<SweepRun>& runs,
                                    const std::vector<double>& values, double max) {
    std::vector<plot::MeanDot> out;
    for (std::size_t i = 0; i < runs.size();) {
        const SweepValues of = runs[i].values;
        std::vector<double> finite;
        for (; i < runs.size() && runs[i].values == of; ++i) {
            if (std::isfinite(values[i])) {
                finite.push_back(values[i]);
            }
        }
        const MeanInterval mean = mean_interval(finite);
        out.push_back({of[0], mean.mean, std::max(mean.mean - mean.half, 0.0),
                       std::min(mean.mean + mean.half, max)});
    }
    return out;
}

void read_out(const FrameContext& context, const SweepPlan& plan, const SweepRun& run) {
    const bool tested = sweep_tests(plan);
    const ImU32 accent = context.theme().colour(context.theme().palette->accent);
    const Metrics& m = run.metrics;
    char accuracy[2][32];
    std::snprintf(accuracy[0], sizeof accuracy[0], "%.4f", m.test_accuracy);
    std::snprintf(accuracy[1], sizeof accuracy[1], "%.4f", m.train_accuracy);
    const ImU32 dim = context.theme().colour(context.theme().palette->text_dim);
    const std::string score = score_word(plan.config.dataset.task == DatasetTask::Values);
    const std::string test = "test " + score, training = "training " + score;
    const std::string steps = "steps to 90 % " + training;
    std::vector<plot::Reading> readings;
    if (tested) {
        readings.push_back({test, accuracy[0], accent});
    }
    readings.push_back({training, accuracy[1], tested ? dim : accent});
    readings.push_back({"action A", plot::compact(m.action), accent});
    readings.push_back({"displacement D", plot::compact(m.displacement), dim});
    readings.push_back({"straightness S", plot::compact(run.straightness()), dim});
    readings.push_back({"loss", plot::compact(m.loss), dim});
    if (plan.finds_steps_to_90) {
        readings.push_back(
            {steps, run.steps_to_90 < 0 ? "-" : std::to_string(run.steps_to_90), dim});
    }
    plot::show_readings(
        context.theme().plot_style(), run_text(plan, run), readings,
        run.weights ? "a click shows its flow" : "its network was not kept: there are too many");
}

struct PlotOf {
    const char* name;
    const char* label;
    const std::vector<double>& values;
    plot::AxisScale scale;
    plot::Range limits;
    double max;  // largest possible value
    bool last;   // the lower plot, which has the numbers of the x axis
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
        dots.push_back({runs[i].values[0], what.values[i], points.aside[i]});
    }
    const std::vector<plot::MeanDot> means = means_of(runs, what.values, what.max);
    std::vector<plot::XMark> marks;
    for (std::size_t m = 0; m < context.snapshot.members.size(); ++m) {
        const bool is_a = context.has_a() && m == 0;
        marks.push_back({place_of(context, context.snapshot.members[m], points.path),
                         is_a ? "A" : "B",
                         theme.colour(is_a ? theme.palette->text_dim : theme.palette->accent)});
    }
    const ImU32 accent = theme.colour(theme.palette->accent);
    const std::string name = sweep_name(points.path);
    plot::Axis x = points.x;
    x.label = what.last ? name : std::string_view();
    ImGui::SetCursorScreenPos(rect.min);
    const plot::DotPlotSeen seen =
        plot::draw_dot_plot(what.name, rect.size(),
                            {.x = x,
                             .y = {.label = what.label, .scale = what.scale, .limits = what.limits},
                             .zero = points.zero,
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
    const PointedDot dot = pointed_dot(context, std::string("plot.") + what.name, inside,
                                       seen.places, seen.hovered, seen.clicked);
    if (!what.last) {
        sweep.places.clear();
        for (const ImVec2 at : seen.places) {
            sweep.places.emplace_back(at.x, at.y);
        }
    }
    if (!dot.at) {
        return {};
    }
    const SweepRun& run = runs[static_cast<std::size_t>(*dot.at)];
    read_out(context, *sweep.state->plan, run);
    if (dot.taken && run.weights) {
        context.temp.commands.emplace_back(PickRun{run.values, run.seed});
    }
    return PickRun{run.values, run.seed};
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
    const bool values =
        sweep.state && sweep.state->plan->config.dataset.task == DatasetTask::Values;
    const std::string score = std::string(tested ? "test " : "training ") + score_word(values);
    const Rect upper{rect.min, {rect.max.x, middle}};
    const auto over =
        one_plot(context, upper, points,
                 {"sweep_accuracy", score.c_str(), points.accuracy, plot::AxisScale::Linear,
                  accuracy_limits(points.accuracy), 1, false});
    const auto under =
        one_plot(context, {{rect.min.x, lower}, rect.max}, points,
                 {"sweep_action", "action A = L Σ Eₖ", points.action, plot::AxisScale::Log,
                  action_limits(points.action), std::numeric_limits<double>::infinity(), true});
    sweep.hovered = over ? over : under;
    key_of_plots(context, upper);
}

}  // namespace la
