#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/model/differentiable_flow.h"
#include "core/model/trajectory.h"

namespace la {

// Where layers turn space inside out: layer k folds at a point with det(I + dr_k/dx) < 0. A network
// without folds is one-to-one around its points and cannot take a disc out of a ring.
struct Folds {
    int points = 0;                  // number of points in the statistics
    std::vector<double> fraction;    // [L], of points with a negative determinant
    std::vector<double> smallest;    // [L] the smallest determinant
    std::vector<float> determinant;  // [L][n] of all points of the trajectory, for drawing
};

// The statistics are of the first `counted` points, 1..n.
Folds folds(const DifferentiableFlow& flow, const Trajectory& path, int counted);

}  // namespace la
