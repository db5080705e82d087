#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/model/config.h"

namespace la {

// The numbers of a training of P parameters that a step maps to those after it, in double
// precision: weights [P], with momentum its buffer in moment1 [P], with Adam the means of gradient
// and squared gradient in moment1 and moment2 [P]. Together B P numbers.
struct TrainingPoint {
    std::vector<double> weights, moment1, moment2;
    std::int64_t updates = 0;  // optimiser steps taken
};

// B: 1 for sgd, 2 for momentum, 3 for Adam.
int state_blocks(OptimizerKind kind);

// [P] learning rate of every parameter: layer_rate() times optimizer.learning_rate before `head`,
// where the head begins.
std::vector<double> learning_rates(const OptimizerConfig& optimizer, double layer_rate,
                                   std::size_t head, std::size_t size);

// [B P] units in which tangent vectors are orthonormalised: a vector is (dtheta) for sgd,
// (dtheta, e db) for momentum, (dtheta, s_m dm, s_v dv) for Adam, s_m = e/g, s_v = e/(2 g^2), g the
// root mean square of the gradient, at least 1e-12. Exponents do not depend on it, angles do.
std::vector<double> tangent_units(OptimizerKind kind, std::span<const double> rates,
                                  std::span<const double> gradient);

// A step at which the tangent is taken, before it. g is the gradient of loss + lambda penalty on
// its batch, H the Hessian of the same; weight decay w adds w theta to g and w to H.
struct TangentStep {
    const OptimizerConfig& optimizer;
    std::span<const double> rates;  // [P] e
    std::span<const double> units;  // [B P]
    const TrainingPoint& before;
    std::span<const double> gradient;  // [P] g
    std::span<const double> products;  // [K][P] H dtheta
};

// Maps tangent vectors [K][B P] by the Jacobian of the step, in place (Sharafi, Martin, Hallerberg,
// arXiv 2405.00743, for gradient descent; det J = mu^P with momentum, (beta1 beta2)^P with Adam):
//     sgd       dtheta' = dtheta - e dg
//     momentum  db' = mu db + dg,  dtheta' = dtheta - e db'
//     adam      dm' = b1 dm + (1-b1) dg,  dv' = b2 dv + 2 (1-b2) g dg,  s = sqrt(v'/c2)
//               dtheta' = dtheta - e [(dm'/c1)/(s+eps) - (m'/c1) dv'/(2 c2 s (s+eps)^2)]
void map_tangents(const TangentStep& step, std::span<double> tangents);

}  // namespace la
