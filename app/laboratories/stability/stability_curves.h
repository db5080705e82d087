#pragma once

#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "app/laboratories/stability/stability_panels.h"
#include "render/plot/line_plot.h"

namespace la {

// A plot over the steps of what is measured of the stability. Made for one frame.
class StabilityCurves {
  public:
    explicit StabilityCurves(const FrameContext& context);

    bool empty() const { return rows_ == nullptr; }

    using Value = std::function<double(const StabilityMeasures&)>;
    void add(std::size_t member, Value value, plot::Series look);
    // Dashed and grey for A, the accent for B.
    void add_members(const Value& value);
    // A horizontal line over all steps.
    void add_level(double level, std::string name, ImU32 colour, bool dashed);

    plot::Series look_of(std::size_t member) const;
    void draw(const char* name, float height, plot::AxisScale scale, plot::PlotState& state,
              plot::Corner legend);

  private:
    struct Curve {
        const StabilityRows* rows;
        std::size_t member;
        Value value;
    };
    struct Level {
        double ends[2], level;
    };

    const FrameContext& context_;
    const StabilityRows* rows_ = nullptr;
    std::deque<Curve> curves_;
    std::deque<Level> levels_;
    std::deque<std::string> names_;
    std::vector<plot::Series> series_;
};

}  // namespace la
