#include <cmath>
#include <string>
#include <vector>

#include "app/laboratories/mean_field/mean_field_panels.h"
#include "app/laboratories/mean_field/time_plot.h"

namespace la {

namespace {

// gamma, early and late: its first slope, and a quarter of ln t.
void add_gamma_guides(const FrameContext& context, TimePlot& plot) {
    const ShallowSnapshot& run = *context.shallow();
    const MeanField* theory = run.networks[large_network(context)].theory.get();
    if (!theory || !context.state.mean_field.asymptotes) {
        return;
    }
    const double first = plot.first(), last = plot.last();
    std::vector<TimePlot::Point> early;
    for (int i = 0; i <= 40; ++i) {
        const double t = first * std::pow(std::min(6.0, last) / first, i / 40.0);
        early.push_back({t, theory->early_gamma(t)});
    }
    plot.add_guide("early: ∝ t", std::move(early));
    if (theory->tail() > 0 && last > 40) {
        const double end = theory->at(last).gamma;
        plot.add_guide("late: ¼ ln t", {{8, end - 0.25 * std::log(last / 8)}, {last, end}});
    }
}

}  // namespace

void gamma_panel(const FrameContext& context, const Rect& rect) {
    context.ui.begin_panel("gamma", rect);
    gamma_plot(context, 0);
    context.ui.end_panel();
}

void gamma_plot(const FrameContext& context, float height) {
    const bool narrow = context.state.presentation;
    context.ui.heading(narrow ? "γ(t), OF ALL NODES" : "γ(t), THE ONE NUMBER BEHIND ALL NODES");
    context.ui.tooltip(
        "Every node moves by a = a₀ cosh γ + w₀ sinh γ, w∥ = w₀ cosh γ + a₀ sinh γ: one γ for all "
        "of them. Lines: the theory, ahead of the network. Circles: γ = ln(Σ p p₀ / Σ p₀²), "
        "p = a + w∥, of the nodes that are trained (Pellegrini, Biroli, arXiv 2006.11209)");
    TimePlot plot(context);
    plot.add_networks(&MeanField::Point::gamma, &ShallowMeasures::gamma);
    add_gamma_guides(context, plot);
    plot.draw("gamma", context.temp.plots.mean_field.gamma,
              height > 0 ? height : ImGui::GetContentRegionAvail().y, plot::AxisScale::Linear,
              narrow ? plot::Corner::None : plot::Corner::TopLeft);
}

void phi_panel(const FrameContext& context, const Rect& rect) {
    context.ui.begin_panel("phi", rect);
    context.ui.heading("φ(t), THE PART OF THE POINTS THAT IS NOT SATISFIED");
    context.ui.tooltip(
        "A point is satisfied where α y f ≥ h; it pushes no node any more. Fewer points push, so "
        "training slows down: φ → (2d/π)^¼ / √t for Gaussian points, whatever α and h. Wrong "
        "labels "
        "are never satisfied");
    TimePlot plot(context);
    const ShallowSnapshot& run = *context.shallow();
    plot.add_networks(
        [&run](const MeanField::Point& p) { return expected_unsatisfied(run, p.phi); },
        [](const ShallowMeasures& m, double) { return m.phi; });
    const MeanField* theory = context.shallow()->networks[large_network(context)].theory.get();
    if (theory && theory->tail() > 0 && context.state.mean_field.asymptotes && plot.last() > 10) {
        plot.add_guide("∝ 1/√t, whatever α and h",
                       {{6, theory->tail() / std::sqrt(6.0)},
                        {plot.last(), theory->tail() / std::sqrt(plot.last())}});
    }
    plot.draw("phi", context.temp.plots.mean_field.phi, ImGui::GetContentRegionAvail().y,
              plot::AxisScale::Log, plot::Corner::BottomLeft);
    context.ui.end_panel();
}

void slowing_plot(const FrameContext& context, float height) {
    context.ui.heading("SLOWING DOWN  φ √t");
    context.ui.tooltip(
        "One number for every α in the end: (2d/π)^¼ of Gaussian points. Small α comes from above, "
        "large α from below");
    TimePlot plot(context);
    const ShallowSnapshot& run = *context.shallow();
    plot.add_networks(
        [&run](const MeanField::Point& p) {
            return expected_unsatisfied(run, p.phi) * std::sqrt(p.t);
        },
        [](const ShallowMeasures& m, double t) { return m.phi * std::sqrt(t); });
    const MeanField* theory = context.shallow()->networks[large_network(context)].theory.get();
    if (theory && theory->tail() > 0) {
        plot.add_guide("", {{plot.first(), theory->tail()}, {plot.last(), theory->tail()}});
    }
    plot.draw("slowing", context.temp.plots.mean_field.slowing, height, plot::AxisScale::Linear,
              plot::Corner::None);
}

void error_plot(const FrameContext& context, float height) {
    context.ui.heading(context.state.presentation ? "ERRORS  dashed: of training points"
                                                  : "ERRORS  ON TRAINING POINTS, ON FRESH ONES");
    context.ui.tooltip(
        "The part of the points on the wrong side. Thin and dashed: the training points, by their "
        "labels as given, wrong ones among them. Solid: fresh points, by their true labels");
    TimePlot plot(context);
    plot.add_curves(&ShallowMeasures::train_error, true);
    plot.add_curves(&ShallowMeasures::fresh_error, false);
    plot.draw("errors", context.temp.plots.mean_field.errors, height, plot::AxisScale::Linear,
              plot::Corner::None);
}

}  // namespace la
