#include "render/plot/line_plot.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "render/plot/label.h"
#include "render/plot/number.h"
#include "render/plot/readout.h"
#include "render/plot/stroke.h"

namespace la::plot {

namespace {

Range settle(Range* previous, Range data, AxisScale scale) {
    if (previous == nullptr) {
        return fit_range(data, scale);
    }
    *previous = settle_range(*previous, data, scale);
    return *previous;
}

// x begins and ends with the data: round numbers at the ends would waste the width.
Range x_limits(const LinePlot& plot) {
    Range data;
    for (const Series& series : plot.series) {
        if (series.count <= 0) {
            continue;
        }
        int first = 0;
        if (plot.x.scale == AxisScale::Log) {
            while (first + 1 < series.count && !(series.x(series.data, first) > 0)) {
                ++first;
            }
        }
        data.include(series.x(series.data, first));
        data.include(series.x(series.data, series.count - 1));
    }
    return data.valid() ? data : fit_range(data, plot.x.scale);
}

Range y_data(const std::vector<std::vector<Sample>>& curves, AxisScale scale) {
    Range data;
    for (const std::vector<Sample>& curve : curves) {
        for (const Sample& sample : curve) {
            if (scale == AxisScale::Linear || sample.y > 0) {
                data.include(sample.y);
            }
        }
    }
    return data;
}

void draw_curve(ImDrawList& draw, const Frame& frame, const PlotStyle& style, const Series& series,
                const std::vector<Sample>& samples) {
    const Stroke look{series.colour, style.px(series.width), series.dashed ? style.scale : 0.0f};
    std::vector<ImVec2> run;
    run.reserve(samples.size());
    for (const Sample& sample : samples) {
        if (std::isfinite(sample.y)) {
            run.emplace_back(frame.x_pixel(sample.x), frame.y_pixel(sample.y));
        } else {
            stroke(draw, run, look);
            run.clear();
        }
    }
    stroke(draw, run, look);
}

// Lines through all of the height, labels beside them at the top, where they hide nothing.
void draw_markers(ImDrawList& draw, const Frame& frame, const PlotStyle& style,
                  const LinePlot& plot, ImVec4 legend) {
    const float gap = style.px(3);
    float occupied = frame.plot_min.x;
    for (const Marker& marker : plot.markers) {
        const float x = std::floor(frame.x_pixel(marker.x)) + 0.5f;
        if (x < frame.plot_min.x || x > frame.plot_max.x) {
            continue;
        }
        draw.AddLine({x, frame.plot_min.y}, {x, frame.plot_max.y}, with_alpha(marker.colour, 0.6f),
                     style.px(1));
        const ImVec2 size = text_size(style, marker.label);
        const float top = frame.plot_min.y + gap;
        const bool right = x + gap + size.x <= frame.plot_max.x - gap;
        const float left = right ? x + gap : x - gap - size.x;
        const bool hits_legend = left < legend.z && left + size.x > legend.x && top < legend.w &&
                                 top + size.y > legend.y;
        if (!marker.label.empty() && left >= occupied && !hits_legend) {
            draw_text(draw, style, {left, top}, marker.colour, marker.label);
            occupied = left + size.x + gap;
        }
    }
}

std::optional<double> draw_hover(ImDrawList& draw, const Frame& frame, const PlotStyle& style,
                                 const LinePlot& plot) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (!ImGui::IsItemHovered() || !frame.contains(mouse)) {
        return {};
    }
    // The x of the nearest sample of any series.
    std::optional<double> at;
    const double wanted = frame.x_value(mouse.x);
    for (const Series& series : plot.series) {
        const int i = nearest(series, wanted);
        if (i >= 0) {
            const double x = series.x(series.data, i);
            if (!at || std::abs(x - wanted) < std::abs(*at - wanted)) {
                at = x;
            }
        }
    }
    if (!at) {
        return {};
    }
    const float x = std::floor(frame.x_pixel(*at)) + 0.5f;
    draw.AddLine({x, frame.plot_min.y}, {x, frame.plot_max.y}, style.hairline, style.px(1));
    std::vector<Reading> readings;
    for (const Series& series : plot.series) {
        const int i = nearest(series, *at);
        if (i < 0) {
            continue;
        }
        const double y = series.y(series.data, i);
        if (std::isfinite(y)) {
            const ImVec2 dot(frame.x_pixel(series.x(series.data, i)), frame.y_pixel(y));
            draw.AddCircleFilled(dot, style.px(3.5f), series.colour);
            draw.AddCircle(dot, style.px(3.5f), style.background, 0, style.px(1));
        }
        readings.push_back({series.name, compact(y), series.colour});
    }
    const std::string value = *at == std::floor(*at) && std::abs(*at) < 1e9
                                  ? std::to_string(std::lround(*at))
                                  : compact(*at);
    show_readings(style, std::string(plot.x.label) + " " + value, readings);
    return at;
}

}  // namespace

std::optional<double> draw_line_plot(const char* id, ImVec2 size, const LinePlot& plot,
                                     const PlotStyle& style, PlotState* state) {
    size = {std::max(size.x, 1.0f), std::max(size.y, 1.0f)};
    const ImVec2 min = ImGui::GetCursorScreenPos();
    ImGui::InvisibleButton(id, size);
    if (!ImGui::IsItemVisible()) {
        return {};
    }

    FrameWish wish{.min = min, .size = size, .x = plot.x, .y = plot.y};
    if (!wish.x.limits.valid()) {
        wish.x.limits = x_limits(plot);
    }
    std::vector<std::vector<Sample>> curves;
    for (const Series& series : plot.series) {
        curves.push_back(decimate(series, wish.x.limits, plot.x.scale, columns_for(size.x)));
    }
    if (!wish.y.limits.valid()) {
        wish.y.limits = settle(state != nullptr ? &state->y : nullptr, y_data(curves, plot.y.scale),
                               plot.y.scale);
    }
    const Frame frame = make_frame(wish, style);
    if (state != nullptr) {
        state->x = frame.x_range;
        state->y = frame.y_range;
    }

    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.PushClipRect(frame.min, frame.max, true);
    draw_frame(draw, frame, style);
    draw.PushClipRect(frame.plot_min, frame.plot_max, true);
    std::vector<LegendEntry> entries;
    for (std::size_t i = 0; i < plot.series.size(); ++i) {
        const Series& series = plot.series[i];
        draw_curve(draw, frame, style, series, curves[i]);
        if (!series.name.empty()) {
            entries.push_back({series.name, series.colour, series.width, series.dashed});
        }
    }
    const ImVec4 legend = draw_legend(draw, frame, style, entries, plot.legend);
    draw_markers(draw, frame, style, plot, legend);
    const std::optional<double> hovered = draw_hover(draw, frame, style, plot);
    draw.PopClipRect();
    draw.PopClipRect();
    return hovered;
}

}  // namespace la::plot
