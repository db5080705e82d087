#pragma once

#include <vector>

#include "core/model/differentiable_flow.h"
#include "core/model/trajectory.h"

namespace la {

// How far the first k layers pull apart what lies close together in the input space: the largest
// singular value of dx_k/dx_0 at every point, [L+1][n], 1 at k = 0. Its logarithm over L is the
// finite-time Lyapunov exponent of the input. Only the first `inputs` coordinates of x_0 count as
// input, the others being padding. Infinite beyond the range of double precision.
std::vector<double> input_stretch(const DifferentiableFlow& flow, const Trajectory& way,
                                  int inputs);

// Over the points, after k = 0..L layers; [L+1] each.
struct Stretch {
    int points = 0;
    std::vector<double> median, largest;
};

Stretch summarise_stretch(const std::vector<double>& values, int layers);

}  // namespace la
