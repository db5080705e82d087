#pragma once

#include <vector>

#include "core/measure/subsample.h"
#include "core/model/trajectory.h"

namespace la {

// What moving one layer's cloud to another's costs, and what it would cost at best.
struct CloudTransport {
    Subsample subsample;
    double displacement = 0;  // mean |x_b - x_a|^2, as the flow pairs the points
    double w2_squared = 0;    // W2^2(x_a, x_b), as they are paired best: at most the displacement
};

// Between the clouds of any two layers a, b in 0..L. `all` has the training points first; its
// states must be finite.
CloudTransport transport_between(const Trajectory& all, int a, int b, const Subsample& subsample);

// The same for every layer: what layer k spends, E_k = mean |r_k|^2, and W2^2(x_k, x_{k+1}), the
// part of it that an optimal map between the two clouds would need; both [L] and of the subsample.
struct LayerTransport {
    Subsample subsample;
    std::vector<double> energy, w2_squared;
};

LayerTransport layer_transport(const Trajectory& all, const Subsample& subsample);

}  // namespace la
