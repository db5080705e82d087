#pragma once
#include <imgui.h>

#include <cstdint>
#include <vector>

#include "render/plot/extremes.h"
#include "render/plot/frame.h"
#include "render/plot/series.h"

namespace la::plot {

// One curve as it was drawn, kept while nothing about it changes. A series without a version is
// built again in every frame.
class Curve {
  public:
    // Reads the samples within x's limits, for this many columns of pixels.
    void sample(const Series& series, const Axis& x, int columns);

    // Range of the finite values read, or of those above 0 for a log axis.
    Range values(AxisScale scale) const { return scale == AxisScale::Log ? positive_ : finite_; }

    // Draws the samples into a frame with these x limits. On a log axis, values that are not
    // positive lie on the bottom.
    void draw(ImDrawList& draw, const Frame& frame, const PlotStyle& style, const Series& series);

    // Whether it passes through a rectangle of pixels (x0, y0, x1, y1), as last drawn.
    bool passes(const ImVec4& box) const;

  private:
    struct Sampled {
        std::uint64_t version = 0;
        int count = 0;
        Range x;
        AxisScale scale = AxisScale::Linear;
        int columns = 0;
        bool operator==(const Sampled&) const = default;
    };
    struct Placed {
        Range y;
        AxisScale scale = AxisScale::Linear;
        float left = 0, top = 0, right = 0, bottom = 0;
        bool operator==(const Placed&) const = default;
    };
    void place(const Frame& frame, float tolerance);

    Sampled sampled_;
    Extremes extremes_;
    std::vector<Sample> samples_;
    Range finite_, positive_;
    Placed placed_;
    std::vector<ImVec2> points_;     // pixels, of all pieces
    std::vector<std::size_t> ends_;  // one past the last point of every piece
};

}  // namespace la::plot
