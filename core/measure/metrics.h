#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/data/dataset.h"
#include "core/model/flow.h"

namespace la {

// Measures of one network on a whole dataset, with the symbols of the paper. All but test_accuracy
// are means over the training split; energies and squared lengths are in squared data units.
struct Metrics {
    double loss = 0;
    // The part of the points whose class is decided right, 0..1. Where the points have values:
    // R^2 = 1 - sum (f - y)^2 / sum (y - mean y)^2, at most 1.
    double train_accuracy = 0, test_accuracy = 0;
    double penalty = 0;                      // before lambda
    double cost = 0;                         // C = sum_k E_k
    double action = 0;                       // A = L * C
    double displacement = 0;                 // D = mean |x_L - x_0|^2
    std::vector<double> displacement_class;  // D of every class
    std::vector<double> energy;              // E_k = mean |r_k|^2, k = 0..L-1

    bool finite() const;
};

// `states` is [L+1][n][q], from Flow::states for the whole dataset. The "norm" penalty is that of a
// batch of the optimiser: sum_k sqrt(batch * E_k).
Metrics measure_states(const Flow& flow, const Dataset& data, const ObjectiveConfig& objective,
                       int batch, std::span<const float> states);

// Computes the states itself, in pieces, so that the memory does not grow with the points.
Metrics measure(const Flow& flow, const Dataset& data, const ObjectiveConfig& objective, int batch);

// The part of points x [n][q], at layer 0, whose class is decided as `labels` says, of which the
// first n count. Logits that are not finite decide nothing. `flow` decides at layer 0.
double accuracy(const Flow& flow, std::span<const float> x, std::span<const std::uint8_t> labels);

// The same, or R^2 where the points have values, of the data's first points, which x [n][q] are.
double score(const Flow& flow, std::span<const float> x, const Dataset& data);

}  // namespace la
