#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/model/config.h"
#include "core/model/differentiable_flow.h"
#include "core/model/trajectory.h"

namespace la {

// -dloss_i/dx_k^i, the direction of steepest descent of the loss of point i at layer k:
// [L+1][n][q], by the chain rule from the head backward. labels [n]; values [n], or none.
std::vector<double> descent_directions(const DifferentiableFlow& flow, const Trajectory& path,
                                       LossKind loss, std::span<const std::uint8_t> labels,
                                       std::span<const float> values = {});

// How far layer k steps down the loss: the mean cosine between r_k(x_k) and -dloss/dx_k. A point
// does not count if the layer does not move it or its loss has no slope there (beyond the hinge's
// margin).
struct Alignment {
    int points = 0;                // n
    std::vector<double> cosine;    // [L], -1..1; NaN if no point counts
    std::vector<double> counting;  // [L], the fraction of points that count
};

Alignment alignment(const DifferentiableFlow& flow, const Trajectory& path, LossKind loss,
                    std::span<const std::uint8_t> labels, std::span<const float> values = {});

}  // namespace la
