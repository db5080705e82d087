#pragma once

#include <vector>

#include "core/model/weights.h"

namespace la {

inline constexpr int kMaxRefinedLayers = 1024;

// The weights Z(s) of a network at s in [0, 1] of its depth, W, b, V, c as in WeightLayout: linear
// between the centres s_k = (k + 1/2)/L of its layers, constant before the first and after the
// last.
std::vector<double> weights_at(const Weights& weights, double s);

// The same network with `factor` times as many layers, without training: the new layers lie at the
// centres of their cells, W and b interpolated, V and c interpolated and multiplied by
// h(L) / (factor h(factor L)), so that the velocity of the flow stays as it is under every scale h.
// The head stays. Throws Error above kMaxRefinedLayers.
Weights refined(const Weights& weights, int factor);

}  // namespace la
