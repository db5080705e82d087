#pragma once

#include <span>
#include <vector>

#include "core/model/weights.h"

namespace la {

// The paths of points under the ODE of which the layers of a network are Euler's steps:
//     dx/ds = L h (V(s) sigma(W(s) x + b(s)) + c(s)),  0 <= s <= 1,
// with the weights of weights_at (refine.h), by 4 L steps of the classical Runge-Kutta method
// in double precision. x is [n][q] at s = 0; returns [L+1][n][q] at s = k/L.
std::vector<float> ode_states(const Weights& weights, std::span<const float> x);

}  // namespace la
