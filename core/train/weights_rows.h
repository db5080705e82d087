#pragma once

#include <cstdint>
#include <vector>

#include "core/base/step_log.h"

namespace la {

// How the weights of one network vary over depth at one step (core/measure/smoothness.h).
struct WeightsMeasures {
    double vn = 0;
    double half_waves = 0;
    double max_jump = 0;      // max_k |Z_{k+1} - Z_k|
    double largest_jump = 0;  // of this row and all rows before it
    double lipschitz = 0;     // L times that
    // Local Polyak-Lojasiewicz ratio and loss (engine/exact/local_pl.h). NaN: too many points.
    double rho = 0, loss = 0;
    // loss_0 exp(-sum rate rho), from the first row on by the trapezoid: what gradient flow makes
    // of the first loss. NaN unless the optimiser is sgd on all points, without penalty, and once
    // it is e^5 times the loss, or less than e^-5 times.
    double flow_loss = 0;
};

struct WeightsRow {
    std::int64_t step = 0;
    std::vector<WeightsMeasures> members;
};

using WeightsRows = StepRows<WeightsRow>;

}  // namespace la
