#include "render/plot/bar_plot.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "render/plot/label.h"
#include "render/plot/number.h"
#include "render/plot/readout.h"
#include "render/plot/switches.h"

namespace la::plot {

namespace {

constexpr float kFilled = 0.78f;  // of a group's width
constexpr float kFaint = 0.42f;   // of the colour, beyond the solid part

bool shown(double value, AxisScale scale) {
    return std::isfinite(value) && (scale == AxisScale::Linear || value > 0);
}

int group_count(const BarPlot& plot) {
    std::size_t count = 0;
    for (const BarSeries& series : plot.series) {
        count = std::max(count, series.values.size());
    }
    return static_cast<int>(count);
}

Range y_limits(const BarPlot& plot, std::span<const BarSeries> series, AxisScale scale,
               const PlotState& state) {
    if (state.zoom_y.valid()) {
        return state.zoom_y;
    }
    if (plot.y.limits.valid() && scale == plot.y.scale) {
        return plot.y.limits;
    }
    Range data;
    const auto take = [&](std::span<const double> values) {
        for (const double value : values) {
            if (shown(value, scale)) {
                data.include(value);
            }
        }
    };
    for (const BarSeries& one : series) {
        take(one.values);
        take(one.marks);
    }
    if (scale == AxisScale::Linear) {
        data.include(0);
    } else if (!data.empty()) {
        data.lo *= 0.7;  // keeps the shortest bar visible
    }
    return settle_range(scale == state.y_scale ? state.y : Range{}, data, scale);
}

// Where the bars stand: from left(s, i), of series s and group i, over this width.
struct BarPlaces {
    BarPlaces(const Frame& frame, std::size_t series, int groups)
        : pitch((frame.plot_max.x - frame.plot_min.x) / static_cast<float>(std::max(groups, 1))),
          width(kFilled * pitch / static_cast<float>(series)),
          first(frame.plot_min.x + 0.5f * (1 - kFilled) * pitch) {}
    float left(std::size_t s, std::size_t i) const {
        return first + pitch * static_cast<float>(i) + width * static_cast<float>(s);
    }
    float pitch, width, first;
};

// Does a box cover a bar or its mark?
bool covers_bar(const ImVec4& box, const Frame& frame, std::span<const BarSeries> all,
                const BarPlaces& places) {
    for (std::size_t s = 0; s < all.size(); ++s) {
        const auto reaches = [&](std::span<const double> values, std::size_t i) {
            return i < values.size() && shown(values[i], frame.y_scale) &&
                   frame.y_pixel(values[i]) < box.w;
        };
        for (std::size_t i = 0; i < all[s].values.size(); ++i) {
            const float left = places.left(s, i);
            if (left < box.z && left + places.width > box.x &&
                (reaches(all[s].values, i) || reaches(all[s].marks, i))) {
                return true;
            }
        }
    }
    return false;
}

void draw_bars(ImDrawList& draw, const Frame& frame, const PlotStyle& style,
               std::span<const BarSeries> all, const BarPlaces& places, bool parted) {
    const float width = places.width;
    const float ground = frame.y_scale == AxisScale::Log ? frame.plot_max.y : frame.y_pixel(0);
    for (std::size_t s = 0; s < all.size(); ++s) {
        const BarSeries& series = all[s];
        for (std::size_t i = 0; i < series.values.size(); ++i) {
            const float left = places.left(s, i);
            // Wide bars end on pixel borders and leave a seam.
            const bool wide = width >= 4;
            const float x0 = wide ? std::round(left) : left;
            const float x1 =
                wide ? std::round(left + width) - std::round(style.scale) : left + width;
            if (shown(series.values[i], frame.y_scale)) {
                const float y = std::round(frame.y_pixel(series.values[i]));
                draw.AddRectFilled({x0, std::min(y, ground)}, {x1, std::max(y, ground)},
                                   parted ? with_alpha(series.colour, kFaint) : series.colour);
                if (parted && i < series.parts.size() && shown(series.parts[i], frame.y_scale)) {
                    const double part = std::min(series.parts[i], series.values[i]);
                    const float top = std::round(frame.y_pixel(part));
                    draw.AddRectFilled({x0, std::min(top, ground)}, {x1, std::max(top, ground)},
                                       series.colour);
                }
            }
            if (i < series.marks.size() && shown(series.marks[i], frame.y_scale)) {
                const float y = std::round(frame.y_pixel(series.marks[i]));
                const float over = wide ? style.px(1.5f) : 0;
                // A dark edge keeps the mark visible on its own bar.
                draw.AddRectFilled({x0 - over, y - style.px(2)}, {x1 + over, y + style.px(2)},
                                   with_alpha(style.background, 0.8f));
                draw.AddRectFilled({x0 - over, y - style.px(1)}, {x1 + over, y + style.px(1)},
                                   style.text);
            }
        }
    }
}

std::optional<int> hovered_group(const Frame& frame, int groups) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (groups == 0 || !ImGui::IsItemHovered() || !frame.contains(mouse)) {
        return {};
    }
    const float unit = (mouse.x - frame.plot_min.x) / (frame.plot_max.x - frame.plot_min.x);
    return std::clamp(static_cast<int>(unit * static_cast<float>(groups)), 0, groups - 1);
}

void read_out(const PlotStyle& style, const BarPlot& plot, std::span<const BarSeries> all,
              int group) {
    std::vector<Reading> readings;
    const auto i = static_cast<std::size_t>(group);
    for (const BarSeries& series : all) {
        std::string text = i < series.values.size() ? compact(series.values[i]) : "none";
        if (i < series.marks.size()) {
            text += "   " + std::string(plot.mark_name) + " " + compact(series.marks[i]);
        }
        if (!plot.part_name.empty() && i < series.parts.size()) {
            text += "   " + std::string(plot.part_name) + " " + compact(series.parts[i]);
        }
        readings.push_back({series.name, text, series.colour});
    }
    show_readings(style, std::string(plot.x_label) + " " + std::to_string(plot.first + group),
                  readings);
}

// The entries of the legend; the first ones hide their series.
struct Legend {
    std::vector<LegendEntry> entries;
    std::size_t series = 0;
};

Legend legend_of(const BarPlot& plot, const PlotStyle& style, const PlotState& state) {
    Legend out;
    bool marks = false;
    for (const BarSeries& series : plot.series) {
        if (!series.name.empty()) {
            out.entries.push_back(
                {series.name, series.colour, 0, false, !state.shows(series.name)});
        }
        marks = marks || !series.marks.empty();
    }
    out.series = out.entries.size();
    if (marks && !plot.mark_name.empty()) {
        out.entries.push_back({plot.mark_name, style.text, 2});
    }
    if (!plot.part_name.empty()) {
        out.entries.push_back({.name = plot.part_name, .colour = style.text, .half = true});
    }
    return out;
}

// The limits, higher where the legend would cover a bar in every corner, so that it stands above
// all bars.
Range with_room_for(const Legend& legend, const Frame& frame, const PlotStyle& style,
                    const std::function<bool(const ImVec4& box)>& covered) {
    constexpr float kMost = 0.5f;  // of the height; a higher one is not worth it
    const ImVec4 box = legend_box(frame, style, legend.entries, Corner::TopLeft);
    const float part = (box.w + style.px(3) - frame.plot_min.y) /
                       std::max(frame.plot_max.y - frame.plot_min.y, 1.0f);
    const bool free = std::ranges::any_of(
        std::array{Corner::TopLeft, Corner::TopRight, Corner::BottomLeft, Corner::BottomRight},
        [&](Corner corner) { return !covered(legend_box(frame, style, legend.entries, corner)); });
    if (free || box.z <= box.x || part > kMost) {
        return frame.y_range;
    }
    return {frame.y_range.lo, from_unit(1 / (1 - part), frame.y_range, frame.y_scale)};
}

}  // namespace

std::optional<int> draw_bar_plot(const char* id, ImVec2 size, const BarPlot& plot,
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
    state.zoom_x = {};  // always all groups

    std::vector<BarSeries> shown;
    for (const BarSeries& series : plot.series) {
        if (state.shows(series.name)) {
            shown.push_back(series);
        }
    }
    const int groups = group_count(plot);
    FrameRequest request{.min = min,
                         .size = size,
                         .x = {.label = plot.x_label},
                         .y = plot.y,
                         .first_group = plot.first,
                         .groups = std::max(groups, 1)};
    request.y.scale = state.requested_y.value_or(plot.y.scale);
    request.y.limits = y_limits(plot, shown, request.y.scale, state);
    Frame frame = make_frame(request, style);
    const Legend legend = legend_of(plot, style, state);
    const auto covered = [&](const ImVec4& box) {
        return covers_bar(box, frame, shown, BarPlaces(frame, shown.size(), groups));
    };
    if (plot.legend != Corner::None && !state.zoom_y.valid()) {
        request.y.limits = with_room_for(legend, frame, style, covered);
        frame = make_frame(request, style);
    }
    remember(frame, state);
    const std::optional<int> group = reading ? hovered_group(frame, groups) : std::nullopt;

    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.PushClipRect(frame.min, frame.max, true);
    if (kept != nullptr) {
        draw_switches(draw, frame, style, state);
    }
    draw_frame(draw, frame, style);
    draw.PushClipRect(frame.plot_min, frame.plot_max, true);
    if (group) {
        const double middle = plot.first + *group;
        draw.AddRectFilled({frame.x_pixel(middle - 0.5), frame.plot_min.y},
                           {frame.x_pixel(middle + 0.5), frame.plot_max.y}, style.highlight);
    }
    const BarPlaces places(frame, shown.size(), groups);
    draw_bars(draw, frame, style, shown, places, !plot.part_name.empty());
    state.legend = free_corner(frame, style, legend.entries, plot.legend, covered, state);
    add_legend_parts(std::span(legend.entries).first(legend.series),
                     draw_legend(draw, frame, style, legend.entries, *state.legend), state);
    draw_box(draw, state, style);
    draw.PopClipRect();
    draw.PopClipRect();
    if (group) {
        read_out(style, plot, shown, *group);
    }
    return group;
}

}  // namespace la::plot
