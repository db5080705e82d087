#include "render/plot/curve.h"

#include <cmath>

#include "render/plot/simplify.h"
#include "render/plot/stroke.h"

namespace la::plot {

namespace {

constexpr float kTolerance = 0.2f;  // pixels a line may leave a sample aside

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
            simplify(piece, tolerance, points_);
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

void Curve::draw(ImDrawList& draw, const Frame& frame, const PlotStyle& style,
                 const Series& series) {
    const Placed wanted{frame.y_range,    frame.y_scale,    frame.plot_min.x,
                        frame.plot_min.y, frame.plot_max.x, frame.plot_max.y};
    if (series.version == 0 || !(wanted == placed_)) {
        placed_ = wanted;
        place(frame, kTolerance * style.scale);
    }
    const Stroke look{series.colour, style.px(series.width), series.dashed ? style.scale : 0.0f};
    std::size_t begin = 0;
    for (const std::size_t end : ends_) {
        stroke(draw, std::span(points_).subspan(begin, end - begin), look);
        begin = end;
    }
}

}  // namespace la::plot
