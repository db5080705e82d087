#pragma once

#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "app/laboratories/mean_field/mean_field_panels.h"
#include "render/plot/line_plot.h"

namespace la {

// A plot over the time of a shallow run on a log axis: the theory's line of every network, drawn
// ahead of it, and circles where the network was. Made for one frame.
class TimePlot {
  public:
    struct Point {
        double t = 0, y = 0;
    };

    explicit TimePlot(const FrameContext& context);

    double first() const { return first_; }  // ends of the time axis
    double last() const { return last_; }

    // The theory as lines, where there is one and it is shown, and the networks as circles.
    using OfTheory = std::function<double(const MeanField::Point&)>;
    using OfNetwork = std::function<double(const ShallowMeasures&, double t)>;
    void add_networks(const OfTheory& theory, const OfNetwork& network);
    void add_networks(double MeanField::Point::*theory, double ShallowMeasures::*network) {
        add_networks([theory](const MeanField::Point& p) { return p.*theory; },
                     [network](const ShallowMeasures& m, double) { return m.*network; });
    }
    // The networks as lines.
    void add_curves(double ShallowMeasures::*value, bool thin);
    // A dashed line of no network.
    void add_guide(std::string name, std::vector<Point> points);

    void draw(const char* name, plot::PlotState& state, float height, plot::AxisScale scale,
              plot::Corner legend);

  private:
    void add(std::vector<Point> points, plot::Series look);

    const FrameContext& context_;
    const ShallowSnapshot& run_;
    double first_ = 0, last_ = 0;
    std::deque<std::vector<Point>> points_;  // [series]
    std::deque<std::string> names_;
    std::vector<plot::Series> series_;
};

}  // namespace la
