#pragma once

#include "core/measure/subsample.h"
#include "core/model/trajectory.h"

namespace la {

// W2^2 and the gauges, all from the same subsample of the training points, so that the chain
// A >= D >= W2^2 holds within it. Squared lengths in squared data units, means over the points.
struct TransportGauges {
    Subsample subsample;
    double action = 0;        // A = L sum_k mean |r_k|^2
    double displacement = 0;  // D = mean |x_L - x_0|^2
    double w2_squared = 0;    // W2^2(x_0, x_L)
    double straightness = 0;  // S = D/A; 1 where nothing moves
    double optimality = 0;    // O = W2^2/D
    double efficiency = 0;    // S*O = W2^2/A
};

// `all` has the training points first; its states must be finite.
TransportGauges transport_gauges(const Trajectory& all, const Subsample& subsample);

}  // namespace la
