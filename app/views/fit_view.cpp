#include "app/views/fit_view.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <vector>

#include "core/model/trajectory.h"
#include "core/stability/stability_rows.h"
#include "render/plot/line_plot.h"

namespace la {

namespace {

constexpr int kSamples = 256;
constexpr double kBeyond = 0.1;  // of the width, on either side

struct Points {
    std::vector<double> x, y;
    plot::Columns columns{};

    plot::Series series(const char* name, ImU32 colour) {
        columns = {x.data(), y.data()};
        return {.name = name,
                .count = static_cast<int>(x.size()),
                .data = &columns,
                .x = plot::Columns::x_at,
                .y = plot::Columns::y_at,
                .colour = colour};
    }
};

// Points first..last of the data, by their input.
Points points_of(const Dataset& data, int first, int last) {
    std::vector<int> order(static_cast<std::size_t>(last - first));
    std::iota(order.begin(), order.end(), first);
    std::ranges::sort(order, {}, [&](int i) { return data.points[static_cast<std::size_t>(i)].x; });
    Points out;
    for (const int i : order) {
        out.x.push_back(data.points[static_cast<std::size_t>(i)].x);
        out.y.push_back(data.values[static_cast<std::size_t>(i)]);
    }
    return out;
}

Points curve_of(const Flow& flow, plot::Range range) {
    std::vector<glm::vec2> places;
    Points out;
    for (int i = 0; i < kSamples; ++i) {
        const double x = range.lo + (range.hi - range.lo) * i / (kSamples - 1);
        places.emplace_back(static_cast<float>(x), 0.0f);
        out.x.push_back(x);
    }
    std::vector<float> values(kSamples);
    flow.tail(0, initial_states(places, flow.dimension()), values);
    out.y.assign(values.begin(), values.end());
    return out;
}

}  // namespace

bool shows_fit(const FrameContext& context) {
    const ViewKind view = context.state.view;
    return context.displayed().data->one_input &&
           (view == ViewKind::Plane || view == ViewKind::Input);
}

void fit_view(const FrameContext& context, int member, const Rect& rect, float top) {
    const Theme& theme = context.theme();
    const Palette& palette = *theme.palette;
    const Dataset& data = *context.displayed().data;
    const MemberSnapshot& shown = context.displayed().members[static_cast<std::size_t>(member)];
    Points training = points_of(data, 0, data.train);
    Points test = points_of(data, data.train, data.size());
    plot::Range across;
    for (const glm::vec2 point : data.points) {
        across.include(point.x);
    }
    const double beyond = kBeyond * (across.hi - across.lo);
    across = {across.lo - beyond, across.hi + beyond};
    Points curve = curve_of(*flow_of(shown), across);
    Points twin;

    const bool is_a = context.has_a() && member == 0;
    const ImU32 colour = theme.colour(is_a ? palette.series_a : palette.accent);
    std::vector<plot::Series> series;
    series.push_back(training.series("training", theme.colour(palette.classes[0])));
    series.back().dot = 2.6f;
    if (data.size() > data.train) {
        series.push_back(test.series("test", theme.colour(palette.classes[1])));
        series.back().dot = 2.6f;
    }
    series.push_back(curve.series("network", colour));
    series.back().width = 2.4f;
    if (shown.stability && shown.stability->twin) {
        twin = curve_of(*flow_of(shown.stability->twin), across);
        series.push_back(twin.series("its twin", theme.colour(palette.warning)));
        series.back().dashed = true;
    }
    const ValueRange values = value_range(data);
    const double room = 0.35 * (values.most - values.least);  // a fit beyond is cut off
    plot::LinePlot plot;
    plot.x = {.label = "input x", .limits = across};
    plot.y = {.label = "value", .limits = {values.least - room, values.most + room}};
    plot.series = series;
    plot.legend = plot::Corner::BottomRight;
    plot::PlotState& state = context.temp.plots.fit[static_cast<std::size_t>(member)];
    const float pad = theme.px(8);
    ImGui::SetCursorScreenPos({rect.min.x + pad, top});
    plot::draw_line_plot("fit", {rect.width() - 2 * pad, rect.max.y - top - pad}, plot,
                         theme.plot_style(), &state);
    context.temp.plots.places.push_back(
        context.ui.add_plot(is_a ? "plot.fit_a" : "plot.fit", state));
}

}  // namespace la
