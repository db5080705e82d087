#pragma once

#include <vector>

#include "core/measure/subsample.h"
#include "core/model/trajectory.h"

namespace la {

// What one layer does to the points.
struct LayerRow {
    double energy = 0;      // E_k = mean |r_k|^2
    double w2_squared = 0;  // W2^2(x_k, x_{k+1}): the least that a map between the clouds needs
    // Dimensions in which it moves points: singular values of the displacements [n, q] above a
    // thousandth of the largest. 0 where nothing moves.
    int rank = 0;
    double largest = 0;  // largest |r_k|
};

// All layers, [L], of the same points. `all` begins with the training points; its states must be
// finite.
std::vector<LayerRow> layer_table(const Trajectory& all, const Subsample& subsample);

}  // namespace la
