#pragma once

#include <vector>

#include "core/model/weights.h"

namespace la {

inline constexpr int kMaxRefinedLayers = 1024;

// The weights between two layers of a network, at s in [0, 1] of its depth: linear between the
// centres s_k = (k + 1/2)/L of its layers, constant before the first and after the last centre.
struct BetweenLayers {
    int layer = 0;        // i, the layer before s
    double fraction = 0;  // t: Z(s) = (1 - t) Z_i + t Z_{i+1}; 0 with one layer
};
BetweenLayers between_layers(double s, int layers);

// The same network with `factor` times as many layers, without training: the new layers lie at the
// centres of their cells, W and b interpolated, V and c interpolated and multiplied by
// h(L) / (factor h(factor L)), so that the velocity of the flow stays as it is under every scale h.
// The head stays. Throws Error above kMaxRefinedLayers.
Weights refined(const Weights& weights, int factor);

}  // namespace la
