#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/model/differentiable_flow.h"
#include "core/model/trajectory.h"

namespace la {

// Where layers turn the space inside out: at a point with det(I + dr_k/dx) < 0 layer k folds. A
// network without folds is one to one where its points are, and cannot take a disc out of a ring.
struct Folds {
    int points = 0;                  // the statistics are of the first so many points
    std::vector<double> fraction;    // [L] of the points with a negative determinant
    std::vector<double> smallest;    // [L] the smallest determinant
    std::vector<float> determinant;  // [L][n] of all points of the trajectory, for drawing
};

// `counted`: how many points the statistics are of, 1..n.
Folds folds(const DifferentiableFlow& flow, const Trajectory& way, int counted);

}  // namespace la
