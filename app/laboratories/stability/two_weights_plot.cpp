#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

#include "app/laboratories/stability/stability_panels.h"
#include "app/ui/text_plate.h"
#include "core/stability/scalar_map.h"
#include "render/plot/line_plot.h"

namespace la {

namespace {

constexpr int kCurvePoints = 120, kSkip = 400, kShown = 60, kSteps = 20000;
constexpr double kStart = 0.4, kReach = 1.7;
constexpr double kMostRate = 2;  // beyond it the map runs away

struct Points {
    std::vector<double> x, y;
    plot::Columns columns() const { return {x.data(), y.data()}; }
};

// The map is odd: |u| after a step depends on |u| alone.
Points map_curve(double rate) {
    Points out;
    for (int i = 0; i <= kCurvePoints; ++i) {
        const double u = kReach * i / kCurvePoints;
        out.x.push_back(u);
        out.y.push_back(std::abs(two_weights_step(rate, u)));
    }
    return out;
}

// The rate of the map: B's, or, where B itself trains one product, that which B's acts as.
double rate_of(const FrameContext& context) {
    const Snapshot& run = context.snapshot;
    const MemberConfig& b = run.members.back().config;
    return rate_of_product(b, *run.data).value_or(b.optimizer.learning_rate);
}

}  // namespace

void two_weights_plot(const FrameContext& context, float height) {
    const Theme& theme = context.theme();
    const double asked = rate_of(context);
    const double rate = std::min(asked, kMostRate);
    const Points curve = map_curve(rate);
    const Points same{{0, kReach}, {0, kReach}};
    const plot::Columns columns[] = {curve.columns(), same.columns()};
    std::vector<plot::Series> series(2);
    for (std::size_t i = 0; i < 2; ++i) {
        series[i].count = static_cast<int>(i == 0 ? curve.x.size() : 2);
        series[i].data = &columns[i];
        series[i].x = plot::Columns::x_at;
        series[i].y = plot::Columns::y_at;
        series[i].colour = theme.colour(i == 0 ? theme.palette->accent : theme.palette->text_dim);
        series[i].width = i == 0 ? 2.0f : 1.0f;
    }
    plot::LinePlot plot;
    plot.x.label = "|u|";
    plot.y.label = "|u| after a step";
    plot.x.limits = {0, kReach};
    plot.y.limits = {0, kReach};
    plot.series = series;
    plot.legend = plot::Corner::None;
    plot::PlotState& state = context.temp.plots.stability.two_weights;
    plot::draw_line_plot("two weights", {ImGui::GetContentRegionAvail().x, height}, plot,
                         theme.plot_style(), &state);
    context.temp.plots.places.push_back(context.ui.add_plot("plot.two_weights", state));

    // The cobweb of the last steps.
    const std::vector<double> orbit = two_weights_orbit(rate, kStart, kSkip + kShown);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const auto pixel = [&](double x, double y) {
        const auto across = static_cast<float>(plot::to_unit(x, state.x, state.x_scale));
        const auto up = static_cast<float>(plot::to_unit(y, state.y, state.y_scale));
        return ImVec2(state.inside.x + across * (state.inside.z - state.inside.x),
                      state.inside.w - up * (state.inside.w - state.inside.y));
    };
    draw.PushClipRect({state.inside.x, state.inside.y}, {state.inside.z, state.inside.w}, true);
    const ImU32 colour = plot::with_alpha(theme.colour(theme.palette->warning), 0.7f);
    for (std::size_t i = kSkip; i + 1 < orbit.size(); ++i) {
        const double u = std::abs(orbit[i]), next = std::abs(orbit[i + 1]);
        draw.AddLine(pixel(u, u), pixel(u, next), colour);
        draw.AddLine(pixel(u, next), pixel(next, next), colour);
    }
    draw.PopClipRect();
    const double along = two_weights_exponents(rate, kStart, kSteps, kSkip).along;
    const auto formula = two_weights_closed_form(rate);
    char text[128];
    const int length = std::snprintf(
        text, sizeof text,
        asked > kMostRate ? "e = %.3g runs away; e = 2: λ = %+.3f" : "e = %.3g   λ = %+.3f", asked,
        along);
    if (formula && asked <= kMostRate) {
        std::snprintf(text + length, sizeof text - static_cast<std::size_t>(length),
                      "   formula %+.3f", *formula);
    }
    draw_text_plate(theme, theme.fonts.small, theme.px(Fonts::kSmall),
                    {state.inside.x + theme.px(8), state.inside.y + theme.px(6)},
                    theme.colour(theme.palette->text), text);
}

}  // namespace la
