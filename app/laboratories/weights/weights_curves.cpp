#include <string>
#include <vector>

#include "app/laboratories/weights/weights_panels.h"
#include "render/plot/line_plot.h"
#include "render/plot/number.h"

namespace la {

namespace {

// One measure of one member over the rows of the log, read in place.
struct WeightsCurve {
    const WeightsRows* rows;
    std::size_t member;
    double WeightsMeasures::*value;

    static double step(const void* data, int i) {
        return static_cast<double>((*static_cast<const WeightsCurve*>(data)->rows)[i].step);
    }
    static double at(const void* data, int i) {
        const WeightsCurve& c = *static_cast<const WeightsCurve*>(data);
        return (*c.rows)[i].members[c.member].*c.value;
    }
};

plot::Series series_of(const WeightsCurve& curve, plot::Series look) {
    look.count = static_cast<int>(curve.rows->size());
    look.data = &curve;
    look.x = WeightsCurve::step;
    look.y = WeightsCurve::at;
    return look;
}

// The rows to draw; null: none yet.
const WeightsRows* rows_of(const FrameContext& context) {
    const WeightsRows* rows = context.snapshot.weights_rows.get();
    return rows && !rows->empty() ? rows : nullptr;
}

void draw(const FrameContext& context, const char* name, float height,
          std::span<const plot::Series> series, plot::PlotState& state, plot::Corner legend) {
    plot::LinePlot plot;
    plot.x.label = "step";
    plot.x.counts = true;
    plot.y.scale = plot::AxisScale::Log;
    plot.series = series;
    plot.legend = legend;
    plot::draw_line_plot(name, {ImGui::GetContentRegionAvail().x, height}, plot,
                         context.theme().plot_style(), &state);
    context.temp.plots.places.push_back(context.ui.add_plot(std::string("plot.") + name, state));
}

// A dashed and grey, B solid in the accent colour, as everywhere.
plot::Series look_of(const FrameContext& context, std::size_t member) {
    const Palette& palette = *context.theme().palette;
    const bool is_a = context.snapshot.is_a(member);
    return {.name = context.name_of(member),
            .colour = plot::to_colour(is_a ? palette.text_dim : palette.accent),
            .dashed = is_a};
}

}  // namespace

void lipschitz_plot(const FrameContext& context, float height) {
    context.ui.heading("LIPSCHITZ ESTIMATE  L max |ΔZ|");
    context.ui.tooltip(
        "L times the largest jump |Zₖ₊₁ − Zₖ| of any layer at any step so far. It stays as L grows "
        "where the weights converge to a function of the depth, and grows with L where they do "
        "not");
    const WeightsRows* rows = rows_of(context);
    if (has_no_depth(context.snapshot, context.snapshot.members.size() - 1)) {
        const ImVec2 at = ImGui::GetCursorPos();
        ImGui::PushFont(context.theme().fonts.small);
        ImGui::TextDisabled("%s", kNoDepth);
        ImGui::PopFont();
        ImGui::SetCursorPos({at.x, at.y + height + ImGui::GetStyle().ItemSpacing.y});
        return;
    }
    if (!rows) {
        ImGui::Dummy({1, height});
        return;
    }
    std::vector<WeightsCurve> curves;
    std::vector<plot::Series> series;
    curves.reserve(2);
    for (std::size_t m = 0; m < rows->back().members.size(); ++m) {
        curves.push_back({rows, m, &WeightsMeasures::lipschitz});
        series.push_back(series_of(curves.back(), look_of(context, m)));
    }
    draw(context, "lipschitz", height, series, context.temp.plots.weights.lipschitz,
         plot::Corner::BottomRight);
}

void local_pl_plot(const FrameContext& context, float height) {
    const WeightsRows* rows = rows_of(context);
    std::string title =
        context.state.presentation ? "LOSS, AND BY ρ" : "LOCAL PL  ρ = |∇loss|² / loss";
    for (std::size_t m = 0; rows && m < rows->back().members.size(); ++m) {
        title += std::string(m == 0 ? "   " : ", ") + context.name_of(m) + " " +
                 plot::compact(rows->back().members[m].rho);
    }
    context.ui.heading(title.c_str());
    context.ui.tooltip(
        "The local Polyak-Łojasiewicz ratio ρ of all training points; with layer rate L the layers "
        "count L times. Along gradient flow the loss is loss₀ exp(−∫ρ), which is drawn for sgd on "
        "all points without penalty: the loss parts from it where the steps are too long");
    if (!rows) {
        ImGui::Dummy({1, height});
        return;
    }
    std::vector<WeightsCurve> curves;
    std::vector<plot::Series> series;
    curves.reserve(4);
    for (std::size_t m = 0; m < rows->back().members.size(); ++m) {
        curves.push_back({rows, m, &WeightsMeasures::loss});
        series.push_back(series_of(curves.back(), look_of(context, m)));
    }
    for (std::size_t m = 0; m < rows->back().members.size(); ++m) {
        curves.push_back({rows, m, &WeightsMeasures::flow_loss});
        series.push_back(series_of(
            curves.back(),
            {.name = m + 1 == rows->back().members.size() ? "loss₀ exp(−∫ρ)" : std::string_view(),
             .colour = plot::to_colour(context.theme().palette->boundary),
             .width = 1.2f,
             .dashed = true}));
    }
    draw(context, "local_pl", height, series, context.temp.plots.weights.local_pl,
         plot::Corner::TopRight);
}

}  // namespace la
