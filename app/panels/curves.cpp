#include "app/panels/panel.h"
#include "render/plot/line_plot.h"

namespace la {

namespace {

// One quantity of one member over the steps, read from the log in place.
struct Curve {
    const MetricsRows* rows;
    int member;
    double Metrics::*value;

    static double step(const void* data, int i) {
        return static_cast<double>((*static_cast<const Curve*>(data)->rows)[i].step);
    }
    static double at(const void* data, int i) {
        const Curve& c = *static_cast<const Curve*>(data);
        return (*c.rows)[i].members[c.member].*c.value;
    }
};

plot::Series series(const Curve& curve, const char* name, ImU32 colour, bool dashed) {
    return {.name = name,
            .count = static_cast<int>(curve.rows->size()),
            .data = &curve,
            .x = Curve::step,
            .y = Curve::at,
            .colour = colour,
            .width = 1.7f,
            .dashed = dashed};
}

struct Quantity {
    const char* id;
    const char* label;
    double Metrics::*value;
    plot::Corner legend;  // where the curves are not
};

// A dashed and grey, B solid in the accent colour, as everywhere.
void curve_panel(const Panel& panel, const Rect& rect, const Quantity& quantity,
                 plot::PlotState& state) {
    const Palette& palette = *panel.theme().palette;
    panel.ui.begin_panel(quantity.id, rect);
    const MetricsRows* rows = panel.snapshot.rows.get();
    const int last = static_cast<int>(panel.snapshot.members.size()) - 1;
    const Curve a{rows, 0, quantity.value};
    const Curve b{rows, last, quantity.value};
    std::vector<plot::Series> lines;
    if (panel.has_a()) {
        lines.push_back(series(a, "A", plot::to_colour(palette.text_dim), true));
    }
    lines.push_back(series(b, "B", plot::to_colour(palette.accent), false));
    plot::LinePlot plot;
    plot.x.label = "step";
    plot.y.label = quantity.label;
    plot.y.scale = plot::AxisScale::Log;
    plot.series = lines;
    plot.legend = quantity.legend;
    plot::draw_line_plot(quantity.id, ImGui::GetContentRegionAvail(), plot,
                         panel.theme().plot_style(), &state);
    panel.ui.end_panel();
}

// Test accuracy in full colour, training accuracy behind it, fainter.
void accuracy_panel(const Panel& panel, const Rect& rect) {
    const Palette& palette = *panel.theme().palette;
    panel.ui.begin_panel("accuracy", rect);
    const MetricsRows* rows = panel.snapshot.rows.get();
    const int last = static_cast<int>(panel.snapshot.members.size()) - 1;
    const Curve curves[] = {{rows, 0, &Metrics::train_accuracy},
                            {rows, 0, &Metrics::test_accuracy},
                            {rows, last, &Metrics::train_accuracy},
                            {rows, last, &Metrics::test_accuracy}};
    const ImU32 grey = plot::to_colour(palette.text_dim);
    const ImU32 accent = plot::to_colour(palette.accent);
    std::vector<plot::Series> lines;
    if (panel.has_a()) {
        lines.push_back(series(curves[0], "A train", plot::with_alpha(grey, 0.45f), true));
        lines.push_back(series(curves[1], "A test", grey, true));
    }
    lines.push_back(series(curves[2], "B train", plot::with_alpha(accent, 0.45f), false));
    lines.push_back(series(curves[3], "B test", accent, false));
    plot::LinePlot plot;
    plot.x.label = "step";
    plot.y.label = "accuracy";
    plot.y.limits = {0.4, 1.02};
    plot.series = lines;
    plot.legend = plot::Corner::BottomRight;
    plot::draw_line_plot("accuracy", ImGui::GetContentRegionAvail(), plot,
                         panel.theme().plot_style(), &panel.temp.accuracy);
    panel.ui.end_panel();
}

}  // namespace

void curves_panel(const Panel& panel, const std::array<Rect, 3>& rects) {
    const Theme& theme = panel.theme();
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {theme.px(8), theme.px(6)});
    curve_panel(panel, rects[0], {"loss", "training loss", &Metrics::loss, plot::Corner::TopRight},
                panel.temp.loss);
    accuracy_panel(panel, rects[1]);
    curve_panel(panel, rects[2],
                {"action", "action  A = L Σ E_k", &Metrics::action, plot::Corner::TopLeft},
                panel.temp.action);
    ImGui::PopStyleVar();
}

}  // namespace la
