#include "render/plot/curve.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "render/plot/simplify.h"
#include "render/plot/stroke.h"

namespace la::plot {

namespace {

constexpr float kTolerance = 0.2f;  // pixels between a line and a sample that it leaves out

// Cuts the line from a to b to what lies inside the rectangle, one pair of sides at a time.
bool line_passes(ImVec2 a, ImVec2 b, const ImVec4& box) {
    float from = 0;
    float to = 1;
    const auto cut = [&](float start, float end, float lo, float hi) {
        if (start == end) {
            return start >= lo && start <= hi;
        }
        const float t0 = (lo - start) / (end - start), t1 = (hi - start) / (end - start);
        from = std::max(from, std::min(t0, t1));
        to = std::min(to, std::max(t0, t1));
        return from <= to;
    };
    return cut(a.x, b.x, box.x, box.z) && cut(a.y, b.y, box.y, box.w);
}

void draw_dots(ImDrawList& draw, std::span<const ImVec2> at, const Series& series,
               const PlotStyle& style) {
    const float radius = style.px(series.dot);
    for (const ImVec2& p : at) {
        if (series.dot < 2) {
            draw.AddRectFilled({p.x - radius, p.y - radius}, {p.x + radius, p.y + radius},
                               series.colour);
        } else {
            draw.AddCircle(p, radius, series.colour, 12, style.px(series.width));
        }
    }
}

}  // namespace

void Curve::sample(const Series& series, const Axis& x, int columns) {
    const Sampled wanted{series.version, series.count, x.limits, x.scale, columns};
    if (series.version != 0 && wanted == sampled_) {
        return;
    }
    sampled_ = wanted;
    placed_ = {};
    samples_ = decimate(series, x.limits, x.scale, columns, &extremes_);
    finite_ = {};
    positive_ = {};
    for (const Sample& sample : samples_) {
        finite_.include(sample.y);
        if (sample.y > 0) {
            positive_.include(sample.y);
        }
    }
}

void Curve::place(const Frame& frame, float tolerance) {
    points_.clear();
    ends_.clear();
    std::vector<ImVec2> piece;
    piece.reserve(samples_.size());
    const auto flush = [&] {
        if (!piece.empty()) {
            if (tolerance > 0) {
                simplify(piece, tolerance, points_);
            } else {
                points_.insert(points_.end(), piece.begin(), piece.end());
            }
            ends_.push_back(points_.size());
            piece.clear();
        }
    };
    for (const Sample& sample : samples_) {
        if (std::isfinite(sample.y)) {
            piece.emplace_back(frame.x_pixel(sample.x), frame.y_pixel(sample.y));
        } else {
            flush();
        }
    }
    flush();
}

bool Curve::passes(const ImVec4& box) const {
    std::size_t begin = 0;
    for (const std::size_t end : ends_) {
        for (std::size_t i = begin; i < end; ++i) {
            if (line_passes(points_[std::max(i, begin + 1) - 1], points_[i], box)) {
                return true;
            }
        }
        begin = end;
    }
    return false;
}

void Curve::draw(ImDrawList& draw, const Frame& frame, const PlotStyle& style,
                 const Series& series) {
    const Placed wanted{frame.y_range,    frame.y_scale,    frame.plot_min.x,
                        frame.plot_min.y, frame.plot_max.x, frame.plot_max.y};
    if (series.version == 0 || !(wanted == placed_)) {
        placed_ = wanted;
        place(frame, series.dot > 0 ? 0 : kTolerance * style.scale);
    }
    if (series.dot > 0) {
        draw_dots(draw, points_, series, style);
        return;
    }
    const Stroke look{series.colour, style.px(series.width), series.dashed ? style.scale : 0.0f};
    std::size_t begin = 0;
    for (const std::size_t end : ends_) {
        stroke(draw, std::span(points_).subspan(begin, end - begin), look);
        begin = end;
    }
}

}  // namespace la::plot
