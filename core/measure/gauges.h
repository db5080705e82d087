#pragma once

#include "core/measure/subsample.h"
#include "core/model/trajectory.h"

namespace la {

// W2^2 and the gauges, all of one subsample of the training points, in which A >= D >= W2^2 holds.
// Means over the points, in squared data units.
struct TransportGauges {
    Subsample subsample;
    double action = 0;        // A = L sum_k mean |r_k|^2
    double displacement = 0;  // D = mean |x_L - x_0|^2
    double w2_squared = 0;    // W2^2(x_0, x_L)
    double straightness = 0;  // S = D/A; 1 if nothing moves
    double optimality = 0;    // O = W2^2/D
    double efficiency = 0;    // S*O = W2^2/A
};

// `all` begins with the training points; its states must be finite.
TransportGauges transport_gauges(const Trajectory& all, const Subsample& subsample);

}  // namespace la
