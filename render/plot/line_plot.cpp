#include "render/plot/line_plot.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "render/plot/label.h"
#include "render/plot/number.h"
#include "render/plot/readout.h"
#include "render/plot/switches.h"

namespace la::plot {

namespace {

// x begins and ends with the data; round numbers at the ends would waste width.
Range x_limits(std::span<const Series> shown, AxisScale scale) {
    Range data;
    for (const Series& series : shown) {
        if (series.count <= 0) {
            continue;
        }
        int first = 0;
        if (scale == AxisScale::Log) {
            while (first + 1 < series.count && !(series.x(series.data, first) > 0)) {
                ++first;
            }
        }
        data.include(series.x(series.data, first));
        data.include(series.x(series.data, series.count - 1));
    }
    return data.valid() && (scale == AxisScale::Linear || data.lo > 0) ? data
                                                                       : fit_range(data, scale);
}

// Thin lines over the full height with a mark at the top, which tells them from the grid. The one
// under the mouse shows its label.
std::string_view draw_markers(ImDrawList& draw, const Frame& frame, const PlotStyle& style,
                              std::span<const Marker> markers, bool reading) {
    const float mouse = ImGui::GetIO().MousePos.x;
    std::string_view label;
    float nearest = style.px(5);
    for (const Marker& marker : markers) {
        const float x = std::floor(frame.x_pixel(marker.x)) + 0.5f;
        if (x < frame.plot_min.x || x > frame.plot_max.x) {
            continue;
        }
        draw.AddLine({x, frame.plot_min.y}, {x, frame.plot_max.y}, with_alpha(marker.colour, 0.55f),
                     std::max(1.0f, std::floor(style.scale)));
        const float half = style.px(3.5f);
        draw.AddTriangleFilled({x - half, frame.plot_min.y}, {x + half, frame.plot_min.y},
                               {x, frame.plot_min.y + 1.5f * half}, marker.colour);
        if (reading && std::abs(mouse - x) < nearest) {
            nearest = std::abs(mouse - x);
            label = marker.label;
        }
    }
    return label;
}

// The x of the sample nearest to the mouse, of any visible series.
std::optional<double> hovered_x(const Frame& frame, std::span<const Series> shown) {
    const double wanted = frame.x_value(ImGui::GetIO().MousePos.x);
    std::optional<double> at;
    for (const Series& series : shown) {
        const int i = nearest(series, wanted);
        if (i >= 0) {
            const double x = series.x(series.data, i);
            if (!at || std::abs(x - wanted) < std::abs(*at - wanted)) {
                at = x;
            }
        }
    }
    return at;
}

std::string x_text(double x) {
    return x == std::floor(x) && std::abs(x) < 1e15 ? std::to_string(static_cast<long long>(x))
                                                    : compact(x);
}

void draw_hover(ImDrawList& draw, const Frame& frame, const PlotStyle& style, const LinePlot& plot,
                std::span<const Series> shown, double at, std::string_view note) {
    const float x = std::floor(frame.x_pixel(at)) + 0.5f;
    draw.AddLine({x, frame.plot_min.y}, {x, frame.plot_max.y}, style.hairline, style.px(1));
    std::vector<Reading> readings;
    for (const Series& series : shown) {
        const int i = nearest(series, at);
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
    show_readings(style, std::string(plot.x.label) + " " + x_text(at), readings, note);
}

void draw_entries(ImDrawList& draw, const Frame& frame, const PlotStyle& style,
                  const LinePlot& plot, PlotState& state) {
    std::vector<LegendEntry> entries;
    for (const Series& series : plot.series) {
        if (!series.name.empty()) {
            entries.push_back({series.name, series.colour, series.width, series.dashed,
                               !state.shows(series.name), false, series.dot});
        }
    }
    const auto covered = [&](const ImVec4& box) {
        return std::ranges::any_of(state.curves,
                                   [&](const Curve& curve) { return curve.passes(box); });
    };
    state.legend = free_corner(frame, style, entries, plot.legend, covered, state);
    add_legend_parts(entries, draw_legend(draw, frame, style, entries, *state.legend), state);
}

// The axes with their limits: chosen by the user, fixed by the caller, or fitted to the visible
// data.
FrameRequest request_for(const LinePlot& plot, std::span<const Series> shown,
                         const PlotState& state) {
    FrameRequest request{.x = plot.x, .y = plot.y};
    request.x.scale = state.requested_x.value_or(plot.x.scale);
    request.y.scale = state.requested_y.value_or(plot.y.scale);
    if (request.x.scale != plot.x.scale) {
        request.x.limits = {};
    }
    if (request.y.scale != plot.y.scale) {
        request.y.limits = {};
    }
    if (state.zoom_x.valid()) {
        request.x.limits = state.zoom_x;
    } else if (!request.x.limits.valid()) {
        request.x.limits = x_limits(shown, request.x.scale);
    }
    return request;
}

void set_y_limits(FrameRequest& request, Range data, PlotState& state) {
    if (state.zoom_y.valid()) {
        request.y.limits = state.zoom_y;
    } else if (!request.y.limits.valid()) {
        const bool same_scale = request.y.scale == state.y_scale;
        request.y.limits = settle_range(same_scale ? state.y : Range{}, data, request.y.scale);
    }
}

}  // namespace

std::optional<double> draw_line_plot(const char* id, ImVec2 size, const LinePlot& plot,
                                     const PlotStyle& style, PlotState* kept) {
    size = {std::max(size.x, 1.0f), std::max(size.y, 1.0f)};
    const ImVec2 min = ImGui::GetCursorScreenPos();
    ImGui::InvisibleButton(id, size,
                           ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight);
    if (!ImGui::IsItemVisible()) {
        return {};
    }
    PlotState own;
    PlotState& state = kept != nullptr ? *kept : own;
    const bool reading = use_mouse(state);

    std::vector<Series> shown;
    for (const Series& series : plot.series) {
        if (state.shows(series.name)) {
            shown.push_back(series);
        }
    }
    FrameRequest request = request_for(plot, shown, state);
    request.min = min;
    request.size = size;
    state.curves.resize(shown.size());
    Range data;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        state.curves[i].sample(shown[i], request.x, columns_for(size.x));
        data.include(state.curves[i].values(request.y.scale));
    }
    set_y_limits(request, data, state);
    Frame frame = make_frame(request, style);
    remember(frame, state);

    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.PushClipRect(frame.min, frame.max, true);
    if (kept != nullptr) {
        draw_switches(draw, frame, style, state);
    }
    draw_frame(draw, frame, style);
    draw.PushClipRect(frame.plot_min, frame.plot_max, true);
    for (std::size_t i = 0; i < shown.size(); ++i) {
        state.curves[i].draw(draw, frame, style, shown[i]);
    }
    const bool hovered =
        reading && ImGui::IsItemHovered() && frame.contains(ImGui::GetIO().MousePos);
    const std::string_view note = draw_markers(draw, frame, style, plot.markers, hovered);
    draw_entries(draw, frame, style, plot, state);
    std::optional<double> at;
    if (hovered) {
        at = hovered_x(frame, shown);
    }
    if (at) {
        draw_hover(draw, frame, style, plot, shown, *at, note);
    }
    draw_box(draw, state, style);
    draw.PopClipRect();
    draw.PopClipRect();
    return at;
}

}  // namespace la::plot
