#pragma once

#include <span>

#include "core/model/config.h"

namespace la {

// The loss of one point with logits z [classes]:
//     cross-entropy  log sum_c exp(z_c) - z_y
//     hinge          mean_c over all classes of (1 - z_y + z_c)_+, without c = y
//     mse            mean_c (z_c - [c = y])^2
// Of a point with a value it is (z - value)^2.
double point_loss(LossKind kind, std::span<const float> z, int label);

double square_loss(float z, float value);

// Its gradient dloss/dz, [classes]. 1 - p_y is computed as the sum of the other probabilities: if
// it is tiny, the direction is still right.
void point_loss_gradient(LossKind kind, std::span<const float> z, int label, std::span<double> out);

}  // namespace la
