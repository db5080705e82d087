#pragma once

#include <span>

#include "core/model/config.h"

namespace la {

// The loss of one point with logits z [classes]:
//     cross-entropy  log sum_c exp(z_c) - z_y
//     hinge          mean_c over all classes of (1 - z_y + z_c)_+, without c = y
//     mse            mean_c (z_c - [c = y])^2
double point_loss(LossKind kind, std::span<const float> z, int label);

// Its gradient dloss/dz, [classes]. Where a class is right by far the small difference 1 - p_y is
// taken as the sum of the others' probabilities, so that the direction is not lost.
void point_loss_gradient(LossKind kind, std::span<const float> z, int label, std::span<double> out);

}  // namespace la
