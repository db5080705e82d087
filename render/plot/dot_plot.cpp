#include "render/plot/dot_plot.h"

#include <algorithm>
#include <cmath>

#include "render/plot/label.h"

namespace la::plot {

namespace {

// Logical pixels.
constexpr float kColumn = 46,
                kCut = 10;  // the width of zero's column, and of the cut between it and the axis
constexpr float kRadius = 3.5f, kHighlightRadius = 5.5f, kReach = 9;
constexpr float kCap = 4;  // half the width of an interval's ends

// A frame whose x range begins further left, so that the axis leaves room for the column.
struct ZeroFrame : Frame {
    bool zero = false;
    float cut_from = 0, cut_to = 0;  // pixels

    bool in_column(double x) const { return zero && !(x > 0); }
    float x_of(double x) const { return in_column(x) ? (plot_min.x + cut_from) / 2 : x_pixel(x); }
};

ZeroFrame make_zero_frame(const DotPlot& plot, ImVec2 min, ImVec2 size, const PlotStyle& style) {
    ZeroFrame frame;
    static_cast<Frame&>(frame) =
        make_frame({.min = min, .size = size, .x = plot.x, .y = plot.y}, style);
    frame.zero = plot.zero;
    frame.plot_min.x = std::max(frame.plot_min.x, std::round(min.x + style.px(plot.left)));
    frame.plot_max.x = std::max(frame.plot_max.x, frame.plot_min.x + 1);
    frame.y_label_room = frame.max.x - frame.plot_min.x;
    if (!plot.numbers) {
        frame.plot_max.y = std::max(frame.max.y - style.px(4), frame.plot_min.y + 1);
    }
    // Whole pixels, so that clipping there is the same in every strip of a picture.
    frame.plot_min.y = std::round(frame.plot_min.y);
    frame.plot_max.y = std::max(std::round(frame.plot_max.y), frame.plot_min.y + 1);
    frame.cut_from = frame.cut_to = frame.plot_min.x;
    const float width = frame.plot_max.x - frame.plot_min.x;
    const float room = style.px(kColumn + kCut);
    if (plot.zero && width > 2 * room) {
        frame.cut_from = std::round(frame.plot_min.x + style.px(kColumn));
        frame.cut_to = std::round(frame.plot_min.x + room);
        frame.x_range.lo = plot.x.limits.hi /
                           std::pow(plot.x.limits.hi / plot.x.limits.lo, width / (width - room));
        const double middle = frame.x_value((frame.plot_min.x + frame.cut_from) / 2);
        frame.x_ticks.insert(frame.x_ticks.begin(), {.value = middle, .label = "0"});
    }
    if (!plot.numbers) {
        for (Tick& tick : frame.x_ticks) {
            tick.label.clear();
        }
    }
    return frame;
}

// The column ends at a gap through all of the frame.
void draw_cut(ImDrawList& draw, const ZeroFrame& frame, const PlotStyle& style, ImU32 ground) {
    if (frame.cut_to <= frame.cut_from) {
        return;
    }
    const float line = std::max(1.0f, std::floor(style.scale));
    draw.AddRectFilled({frame.cut_from, frame.plot_min.y}, {frame.cut_to, frame.plot_max.y},
                       ground);
    for (const float x : {frame.cut_from, frame.cut_to - line}) {
        draw.AddRectFilled({x, frame.plot_min.y}, {x + line, frame.plot_max.y}, style.frame);
    }
}

void draw_means(ImDrawList& draw, const ZeroFrame& frame, const PlotStyle& style,
                const DotPlot& plot) {
    const float width = style.px(1.8f);
    const MeanDot* last = nullptr;
    for (const MeanDot& mean : plot.means) {
        if (!std::isfinite(mean.mean)) {
            continue;
        }
        const ImVec2 at{frame.x_of(mean.x), frame.y_pixel(mean.mean)};
        if (last != nullptr && !frame.in_column(last->x)) {
            draw.AddLine({frame.x_of(last->x), frame.y_pixel(last->mean)}, at, plot.mean_colour,
                         width);
        } else if (frame.in_column(mean.x)) {
            draw.AddLine({at.x - style.px(9), at.y}, {at.x + style.px(9), at.y}, plot.mean_colour,
                         width);
        }
        if (std::isfinite(mean.lo) && std::isfinite(mean.hi)) {
            const float top = frame.y_pixel(mean.hi);
            const float bottom = frame.y_pixel(mean.lo);
            const float cap = style.px(kCap);
            draw.AddLine({at.x, top}, {at.x, bottom}, plot.mean_colour, style.px(1.3f));
            draw.AddLine({at.x - cap, top}, {at.x + cap, top}, plot.mean_colour, style.px(1.3f));
            draw.AddLine({at.x - cap, bottom}, {at.x + cap, bottom}, plot.mean_colour,
                         style.px(1.3f));
        }
        last = &mean;
    }
}

// The labels stand below the upper edge, above grid and dots.
void draw_marks(ImDrawList& draw, const ZeroFrame& frame, const PlotStyle& style,
                std::span<const XMark> marks) {
    float taken = -1e9f;  // end of the last label
    for (const XMark& mark : marks) {
        const float x = std::floor(frame.x_of(mark.x)) + 0.5f;
        if (x < frame.plot_min.x || x > frame.plot_max.x) {
            continue;
        }
        draw.AddLine({x, frame.plot_min.y}, {x, frame.plot_max.y}, with_alpha(mark.colour, 0.6f),
                     std::max(1.0f, std::floor(style.scale)));
        const float half = style.px(4);
        draw.AddTriangleFilled({x - half, frame.plot_min.y}, {x + half, frame.plot_min.y},
                               {x, frame.plot_min.y + 1.5f * half}, mark.colour);
        const ImVec2 size = text_size(style, mark.label);
        const float left = std::max(x + style.px(6), taken + style.px(4));
        draw_text(draw, style, {left, frame.plot_min.y + style.px(1)}, mark.colour, mark.label);
        taken = left + size.x;
    }
}

}  // namespace

DotPlotSeen draw_dot_plot(const char* id, ImVec2 size, const DotPlot& plot,
                          const PlotStyle& style) {
    size = {std::max(size.x, 1.0f), std::max(size.y, 1.0f)};
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const bool pressed = ImGui::InvisibleButton(id, size);
    const bool reading = ImGui::IsItemHovered();
    DotPlotSeen seen;
    if (!ImGui::IsItemVisible()) {
        return seen;
    }
    const ZeroFrame frame = make_zero_frame(plot, min, size, style);
    seen.inside = {frame.plot_min.x, frame.plot_min.y, frame.plot_max.x, frame.plot_max.y};
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    float nearest = style.px(kReach);
    for (const Dot& dot : plot.dots) {
        const ImVec2 at{frame.x_of(dot.x) + style.px(dot.aside), frame.y_pixel(dot.y)};
        const float away = std::hypot(at.x - mouse.x, at.y - mouse.y);
        if (reading && std::isfinite(dot.y) && away < nearest) {
            nearest = away;
            seen.hovered = static_cast<int>(seen.places.size());
        }
        seen.places.push_back(at);
    }
    seen.clicked = pressed && seen.hovered;

    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.PushClipRect(frame.min, frame.max, true);
    draw_frame(draw, frame, style);
    draw_cut(draw, frame, style, style.panel);
    draw.PushClipRect(frame.plot_min, frame.plot_max, true);
    for (std::size_t i = 0; i < plot.dots.size(); ++i) {
        if (std::isfinite(plot.dots[i].y)) {
            draw.AddCircleFilled(seen.places[i], style.px(kRadius),
                                 plot.colours.empty() ? plot.colour : plot.colours[i]);
        }
    }
    draw_means(draw, frame, style, plot);
    const auto ring = [&](int dot, float radius, ImU32 colour) {
        if (dot >= 0 && dot < static_cast<int>(plot.dots.size())) {
            const ImVec2 at = seen.places[static_cast<std::size_t>(dot)];
            draw.AddCircleFilled(at, style.px(kRadius + 1), plot.mean_colour);
            draw.AddCircle(at, style.px(radius), colour, 0, style.px(1.6f));
        }
    };
    ring(plot.ringed, kHighlightRadius + 1.5f, style.text);
    ring(plot.highlighted, kHighlightRadius, style.text);
    draw_marks(draw, frame, style, plot.marks);
    draw.PopClipRect();
    draw.PopClipRect();
    return seen;
}

}  // namespace la::plot
