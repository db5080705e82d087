#pragma once

#include <vector>

#include "core/model/differentiable_flow.h"
#include "core/model/trajectory.h"

namespace la {

// How far the first k layers pull neighbouring inputs apart: the largest singular value of
// dx_k/dx_0 at every point, [L+1][n], 1 at k = 0. Its logarithm over L is the finite-time Lyapunov
// exponent. Only the first `inputs` coordinates of x_0 are input; the others are padding. Infinite
// beyond the range of double precision.
std::vector<double> input_stretch(const DifferentiableFlow& flow, const Trajectory& path,
                                  int inputs);

// Statistics over the points, after k = 0..L layers.
struct Stretch {
    int points = 0;
    std::vector<double> median, largest;  // [L+1]
};

Stretch summarise_stretch(const std::vector<double>& values, int layers);

}  // namespace la
