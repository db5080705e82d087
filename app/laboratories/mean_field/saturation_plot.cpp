#include <algorithm>
#include <cmath>
#include <vector>

#include "app/laboratories/mean_field/mean_field_panels.h"
#include "render/plot/line_plot.h"

namespace la {

namespace {

constexpr std::size_t kMostDots = 500;  // of a network
constexpr int kLinePoints = 120;

struct Curve {
    std::vector<double> x, y;
    plot::Columns columns() const { return {x.data(), y.data()}; }
};

// (distance, time) of the points that have been satisfied, by distance.
Curve satisfied(const ShallowSnapshot& run, const ShallowNetworkSnapshot& network) {
    std::vector<std::pair<double, double>> all;
    const auto count = static_cast<std::size_t>(run.train->size());
    const std::size_t stride = std::max<std::size_t>(1, (count + kMostDots - 1) / kMostDots);
    const auto d = static_cast<std::size_t>(run.train->dimension);
    for (std::size_t p = 0; p < count; p += stride) {
        if (const std::int64_t step = (*network.satisfied_at)[p];
            step > 0 && run.train->wrong[p] == 0) {
            all.emplace_back(std::abs(run.train->x[p * d]), run.time_of(step));
        }
    }
    std::ranges::sort(all);
    Curve out;
    for (const auto& [x, t] : all) {
        out.x.push_back(x);
        out.y.push_back(t);
    }
    return out;
}

Curve theory_line(const MeanField& theory, double reach, double last) {
    Curve out;
    for (int k = 1; k <= kLinePoints; ++k) {
        const double x = reach * k / kLinePoints;
        const double t = theory.saturation_time(x);
        if (t <= 2 * last) {
            out.x.push_back(x);
            out.y.push_back(t);
        }
    }
    return out;
}

}  // namespace

void saturation_plot(const FrameContext& context, float height) {
    const Theme& theme = context.theme();
    const ShallowSnapshot& run = *context.shallow();
    context.ui.heading(context.state.presentation ? "WHEN SATISFIED?  t over |x∥|"
                                                  : "WHEN IS A POINT SATISFIED?  t over |x∥|");
    context.ui.tooltip(
        "A dot for every training point that has been satisfied, by its distance |x∥| from the "
        "line between the classes. Line: the theory, the time at which the strip's edge x* passes "
        "that distance");
    const double reach = run.config->shallow.points == ShallowPoints::Circle ? 1 : 3;
    const double last = time_drawn(*context.snapshot.shallow);
    std::vector<Curve> curves;
    std::vector<plot::Columns> columns;
    std::vector<plot::Series> series;
    curves.reserve(2 * run.networks.size());
    columns.reserve(2 * run.networks.size());
    const auto add = [&](Curve curve, plot::Series look) {
        curves.push_back(std::move(curve));
        columns.push_back(curves.back().columns());
        look.count = static_cast<int>(curves.back().x.size());
        look.data = &columns.back();
        look.x = plot::Columns::x_at;
        look.y = plot::Columns::y_at;
        series.push_back(look);
    };
    for (std::size_t i = 0; i < run.networks.size(); ++i) {
        add(satisfied(run, run.networks[i]),
            {.colour = plot::with_alpha(colour_of_network(theme, i), 0.7f), .dot = 1.3f});
    }
    for (std::size_t i = 0; i < run.networks.size(); ++i) {
        if (run.networks[i].theory && context.state.mean_field.theory) {
            add(theory_line(*run.networks[i].theory, reach, last),
                {.colour = colour_of_network(theme, i)});
        }
    }
    plot::LinePlot plot;
    plot.x.label = "|x∥|";
    plot.x.limits = {0, reach};
    plot.y.scale = plot::AxisScale::Log;
    plot.y.limits = {run.config->shallow.rate, last};
    plot.series = series;
    plot.legend = plot::Corner::None;
    plot::PlotState& state = context.temp.plots.mean_field.saturation;
    plot::draw_line_plot("saturation", {ImGui::GetContentRegionAvail().x, height}, plot,
                         theme.plot_style(), &state);
    context.temp.plots.places.push_back(context.ui.add_plot("plot.saturation", state));
}

}  // namespace la
