#pragma once

#include <vector>

#include "core/measure/subsample.h"
#include "core/model/trajectory.h"

namespace la {

// The cost of moving one layer's cloud to another's, as the flow does it and at best.
struct CloudTransport {
    Subsample subsample;
    double displacement = 0;  // mean |x_b - x_a|^2, of the pairs that the flow makes
    double w2_squared = 0;    // W2^2(x_a, x_b), of the best pairs: at most the displacement
};

// Between the clouds of two layers a, b in 0..L. `all` begins with the training points; its states
// must be finite.
CloudTransport transport_between(const Trajectory& all, int a, int b, const Subsample& subsample);

// The same for every layer k: its energy E_k = mean |r_k|^2, and W2^2(x_k, x_{k+1}), the least that
// a map between the two clouds needs. Both [L], of the subsample.
struct LayerTransport {
    Subsample subsample;
    std::vector<double> energy, w2_squared;
};

LayerTransport layer_transport(const Trajectory& all, const Subsample& subsample);

}  // namespace la
