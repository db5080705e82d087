#include "render/plot/frame.h"

#include <algorithm>
#include <cmath>

#include "render/plot/label.h"

namespace la::plot {

namespace {

constexpr float kGap = 5;      // logical pixels between a label and the axis
constexpr float kSpread = 14;  // least distance between two x labels

std::vector<Tick> ticks_of(Range range, const Axis& axis, int labels) {
    return axis.scale == AxisScale::Log
               ? log_ticks(range.lo, range.hi, labels)
               : linear_ticks(range.lo, range.hi, labels, axis.counts ? 1 : 0);
}

std::vector<Tick> x_ticks_of(const FrameRequest& request, int labels) {
    if (request.groups > 0) {
        return integer_ticks(request.first_group, request.first_group + request.groups - 1, labels);
    }
    return ticks_of(request.x.limits, request.x, labels);
}

float widest(const PlotStyle& style, const std::vector<Tick>& ticks) {
    float width = 0;
    for (const Tick& tick : ticks) {
        width = std::max(width, label_size(style, tick).x);
    }
    return width;
}

// Where a label below the axis begins: centred, but inside the frame.
float label_left(const Frame& frame, const PlotStyle& style, const Tick& tick) {
    const float width = label_size(style, tick).x;
    const float left = frame.x_pixel(tick.value) - 0.5f * width;
    // Not under the lowest y label either. Glyphs may be slightly wider than their advance.
    return std::max(std::min(left, frame.max.x - width - style.px(3)),
                    frame.plot_min.x - style.px(kGap));
}

bool crowded(const Frame& frame, const PlotStyle& style) {
    float end = -1e9f;
    for (const Tick& tick : frame.x_ticks) {
        if (tick.label.empty()) {
            continue;
        }
        const float left = label_left(frame, style, tick);
        if (left < end + style.px(kSpread) * 0.5f) {
            return true;
        }
        end = left + label_size(style, tick).x;
    }
    return false;
}

}  // namespace

float Frame::x_pixel(double value) const {
    const double unit = std::clamp(to_unit(value, x_range, x_scale), -10.0, 11.0);
    return plot_min.x + static_cast<float>(unit) * (plot_max.x - plot_min.x);
}

float Frame::y_pixel(double value) const {
    // A value that a log axis cannot show lies a little below the axis.
    const double lowest = y_scale == AxisScale::Log ? 0.0 : -10.0;
    const double unit = std::clamp(to_unit(value, y_range, y_scale), lowest, 11.0);
    return plot_max.y - static_cast<float>(unit) * (plot_max.y - plot_min.y);
}

double Frame::x_value(float pixel) const {
    return from_unit((pixel - plot_min.x) / (plot_max.x - plot_min.x), x_range, x_scale);
}

bool Frame::contains(ImVec2 p) const {
    return p.x >= plot_min.x && p.x <= plot_max.x && p.y >= plot_min.y && p.y <= plot_max.y;
}

Frame make_frame(const FrameRequest& request, const PlotStyle& style) {
    Frame frame;
    frame.min = request.min;
    frame.max = {request.min.x + request.size.x, request.min.y + request.size.y};
    frame.x_range = request.x.limits;
    frame.y_range = request.y.limits;
    frame.x_scale = request.x.scale;
    frame.y_scale = request.y.scale;
    frame.x_label = request.x.label;
    frame.y_label = request.y.label;
    frame.grouped = request.groups > 0;
    if (frame.grouped) {
        frame.x_range = {request.first_group - 0.5, request.first_group + request.groups - 0.5};
    }

    const float line = text_size(style, "0").y;
    const float gap = style.px(kGap);
    frame.plot_min.y = frame.min.y + (request.y.label.empty() ? 0.5f * line : line + gap);
    frame.plot_max.y = frame.max.y - line - gap - (request.x.label.empty() ? 0 : line);
    frame.plot_max.y = std::max(frame.plot_max.y, frame.plot_min.y + 1);
    const int rows = static_cast<int>((frame.plot_max.y - frame.plot_min.y) / (1.9f * line));
    frame.y_ticks = ticks_of(frame.y_range, request.y, std::clamp(rows, 2, 8));
    frame.plot_min.x = std::round(frame.min.x + widest(style, frame.y_ticks) + gap);
    frame.plot_max.x = std::max(frame.max.x - style.px(6), frame.plot_min.x + 1);
    frame.y_label_room = frame.max.x - frame.plot_min.x;

    // As many x labels as fit side by side.
    const float width = frame.plot_max.x - frame.plot_min.x;
    for (int labels = std::max(static_cast<int>(width / style.px(22)), 2); labels >= 2; --labels) {
        if (request.groups == 0 && labels > 9) {
            labels = 9;
        }
        frame.x_ticks = x_ticks_of(request, labels);
        if (!crowded(frame, style)) {
            break;
        }
    }
    return frame;
}

void draw_frame(ImDrawList& draw, const Frame& frame, const PlotStyle& style) {
    const ImVec2 lo = frame.plot_min;
    const ImVec2 hi = frame.plot_max;
    const float line = text_size(style, "0").y;
    const float gap = style.px(kGap);
    const float thickness = std::max(1.0f, std::floor(style.scale));
    // Grid lines are rectangles of whole pixels: crisp, and several times faster than lines, which
    // soft edges make three times as wide.
    const auto rule = [&](ImVec2 at, ImVec2 to, ImU32 colour) {
        draw.AddRectFilled({std::floor(at.x), std::floor(at.y)},
                           {std::floor(to.x), std::floor(to.y)}, colour);
    };

    if (style.fills) {
        draw.AddRectFilled(lo, hi, style.background);
    }
    for (const Tick& tick : frame.y_ticks) {
        const float y = frame.y_pixel(tick.value);
        rule({lo.x, y}, {hi.x, y + thickness}, tick.major ? style.grid : style.grid_minor);
        if (!tick.label.empty()) {
            const ImVec2 size = label_size(style, tick);
            const float top = std::clamp(y - 0.5f * size.y, frame.min.y, frame.max.y - size.y);
            draw_label(draw, style, {lo.x - gap - size.x, top}, style.text_dim, tick);
        }
    }
    float end = -1e9f;
    for (const Tick& tick : frame.x_ticks) {
        const float x = frame.x_pixel(tick.value);
        rule({x, lo.y}, {x + thickness, hi.y}, tick.major ? style.grid : style.grid_minor);
        const float left = label_left(frame, style, tick);
        if (!tick.label.empty() && left > end) {
            draw_label(draw, style, {left, hi.y + 0.6f * gap}, style.text_dim, tick);
            end = left + label_size(style, tick).x;
        }
    }
    rule(lo, {hi.x, lo.y + thickness}, style.frame);
    rule({lo.x, hi.y - thickness}, hi, style.frame);
    rule(lo, {lo.x + thickness, hi.y}, style.frame);
    rule({hi.x - thickness, lo.y}, hi, style.frame);
    if (!frame.y_label.empty()) {
        draw_text(draw, style, {lo.x, frame.min.y}, style.text_dim,
                  fit_text(style, frame.y_label, frame.y_label_room));
    }
    if (!frame.x_label.empty()) {
        const std::string text = fit_text(style, frame.x_label, hi.x - lo.x);
        draw_text(draw, style,
                  {0.5f * (lo.x + hi.x - text_size(style, text).x),
                   frame.max.y - line - style.px(2)},  // ∥ reaches below the line
                  style.text_dim, text);
    }
}

}  // namespace la::plot
