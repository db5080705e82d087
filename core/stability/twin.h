#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/engine/exact/hessian.h"
#include "core/stability/tangents.h"

namespace la {

// A second training beside one in double precision: started at a small distance, on the same
// batches, with moments of its own. While the distance is small it grows as the tangent vector of
// the same direction does, down to rounding, some 1e-11.
class Twin {
  public:
    // At start.weights + distance * direction/|direction|, [P].
    Twin(TrainingPoint start, std::span<const double> direction, double distance);
    explicit Twin(TrainingPoint now);  // goes on from there

    // The step that the run takes; `head` as in WeightLayout, layer_rate as layer_rate().
    struct Step {
        const OptimizerConfig& optimizer;
        double layer_rate;
        std::size_t head;
        double lambda;
        std::span<const std::int32_t> batch;
    };
    void step(ExactObjective& objective, const Step& step);

    // |theta' - theta|; not finite once one of the two is not.
    double distance(std::span<const double> weights) const;
    const TrainingPoint& now() const { return now_; }

  private:
    TrainingPoint now_;
    ExactGradient found_;
};

}  // namespace la
