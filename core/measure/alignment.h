#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/model/config.h"
#include "core/model/differentiable_flow.h"
#include "core/model/trajectory.h"

namespace la {

// -dloss_i/dx_k^i, the way in which the loss of point i falls fastest at layer k: [L+1][n][q], by
// the chain rule from the head back. labels [n].
std::vector<double> descent_directions(const DifferentiableFlow& flow, const Trajectory& way,
                                       LossKind loss, std::span<const std::uint8_t> labels);

// Does layer k step down the loss? The cosine between r_k(x_k) and -dloss/dx_k, mean over the
// points that have one. A point that a layer does not move, or whose loss has no slope there
// (beyond the margin of the hinge, say), has no direction: it does not count.
struct Alignment {
    int points = 0;                // n
    std::vector<double> cosine;    // [L], -1..1; NaN where no point counts
    std::vector<double> counting;  // [L], the fraction of the points that count
};

Alignment alignment(const DifferentiableFlow& flow, const Trajectory& way, LossKind loss,
                    std::span<const std::uint8_t> labels);

}  // namespace la
