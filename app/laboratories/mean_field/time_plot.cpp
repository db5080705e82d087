#include "app/laboratories/mean_field/time_plot.h"

#include <algorithm>
#include <cmath>

namespace la {

namespace {

constexpr int kLinePoints = 160, kCircles = 26;  // of a network

double t_at(const void* data, int i) {
    return (*static_cast<const std::vector<TimePlot::Point>*>(data))[static_cast<std::size_t>(i)].t;
}
double y_at(const void* data, int i) {
    return (*static_cast<const std::vector<TimePlot::Point>*>(data))[static_cast<std::size_t>(i)].y;
}

// Rows of a log over the steps, at most so many, evenly over the logarithm of the step.
std::vector<const ShallowRow*> spread_rows(const StepRows<ShallowRow>& rows, std::int64_t until,
                                           double most) {
    std::vector<const ShallowRow*> out;
    if (rows.empty()) {
        return out;
    }
    const double growth =
        std::pow(static_cast<double>(std::max<std::int64_t>(rows.back().step, 2)), 1 / most);
    double next = 1;
    for (std::size_t i = 0; i < rows.size() && rows[i].step <= until; ++i) {
        if (static_cast<double>(rows[i].step) >= next) {
            out.push_back(&rows[i]);
            next = std::max(next * growth, static_cast<double>(rows[i].step) * growth);
        }
    }
    return out;
}

}  // namespace

TimePlot::TimePlot(const FrameContext& context) : context_(context), run_(*context.shallow()) {
    const ShallowSnapshot& newest = *context.snapshot.shallow;
    last_ = time_drawn(newest);
    first_ = std::min(std::max(newest.config->shallow.rate, 1e-3 * last_), last_ / 10);
}

void TimePlot::add(std::vector<Point> points, plot::Series look) {
    points_.push_back(std::move(points));
    look.count = static_cast<int>(points_.back().size());
    look.data = &points_.back();
    look.x = t_at;
    look.y = y_at;
    series_.push_back(look);
}

void TimePlot::add_networks(const OfTheory& theory, const OfNetwork& network) {
    const ShallowSnapshot& newest = *context_.snapshot.shallow;
    const bool lines = context_.state.mean_field.theory;
    for (std::size_t i = 0; i < run_.networks.size(); ++i) {
        const ImU32 colour = colour_of_network(context_.theme(), i);
        names_.push_back("α = " + alpha_text(run_.networks[i].alpha));
        if (const MeanField* of = run_.networks[i].theory.get(); of && lines) {
            std::vector<Point> line;
            for (int k = 0; k <= kLinePoints; ++k) {
                const double t =
                    first_ * std::pow(last_ / first_, static_cast<double>(k) / kLinePoints);
                line.push_back({t, theory(of->at(t))});
            }
            add(std::move(line), {.name = names_.back(), .colour = colour});
            names_.push_back("");
        }
        std::vector<Point> circles;
        for (const ShallowRow* row : spread_rows(*newest.rows, run_.step, kCircles)) {
            const double t = run_.time_of(row->step);
            circles.push_back({t, network(row->networks[i], t)});
        }
        add(std::move(circles), {.name = names_.back(), .colour = colour, .width = 1.4f, .dot = 3});
    }
}

void TimePlot::add_curves(double ShallowMeasures::*value, bool thin) {
    const ShallowSnapshot& newest = *context_.snapshot.shallow;
    for (std::size_t i = 0; i < run_.networks.size(); ++i) {
        std::vector<Point> curve;
        for (const ShallowRow* row : spread_rows(*newest.rows, run_.step, kLinePoints)) {
            curve.push_back({run_.time_of(row->step), row->networks[i].*value});
        }
        add(std::move(curve), {.colour = colour_of_network(context_.theme(), i),
                               .width = thin ? 1.0f : 1.8f,
                               .dashed = thin});
    }
}

void TimePlot::add_guide(std::string name, std::vector<Point> points) {
    names_.push_back(std::move(name));
    add(std::move(points), {.name = names_.back(),
                            .colour = plot::to_colour(context_.theme().palette->text_dim),
                            .width = 1.2f,
                            .dashed = true});
}

void TimePlot::draw(const char* name, plot::PlotState& state, float height, plot::AxisScale scale,
                    plot::Corner legend) {
    plot::LinePlot plot;
    plot.x.label = "t";
    plot.x.scale = plot::AxisScale::Log;
    plot.x.limits = {first_, last_};
    plot.y.scale = scale;
    plot.series = series_;
    plot.legend = legend;
    std::vector<plot::Marker> markers;
    if (context_.temp.history.shallow && run_.step > 0) {
        markers.push_back({.x = run_.time(),
                           .label = "shown",
                           .colour = plot::to_colour(context_.theme().palette->warning)});
    }
    plot.markers = markers;
    plot::draw_line_plot(name, {ImGui::GetContentRegionAvail().x, height}, plot,
                         context_.theme().plot_style(), &state);
    context_.temp.plots.places.push_back(context_.ui.add_plot(std::string("plot.") + name, state));
}

}  // namespace la
