#pragma once

#include <memory>
#include <vector>

#include "core/data/dataset.h"
#include "core/model/flow.h"

namespace la {

// The measures of one network on a whole dataset (the symbols of the paper in brackets). All but
// test_accuracy are means over the training split; energies and squared lengths in squared data
// units, summed over coordinates.
struct Metrics {
    double loss = 0;
    double train_accuracy = 0, test_accuracy = 0;  // 0..1
    double penalty = 0;                            // what the optimiser weighs with lambda
    double cost = 0;                               // C = sum_k E_k
    double action = 0;                             // A = L * C
    double displacement = 0;                       // D = mean |x_L - x_0|^2
    std::vector<double> displacement_class;        // D of every class
    std::vector<double> energy;                    // E_k = mean |r_k|^2, k = 0..L-1

    bool finite() const;
};

// `states` is [L+1][n][q] as Flow::states gives it for the whole dataset. The "norm" penalty is
// that of a batch of `objective`'s optimiser: sqrt(batch * E_k) summed over the layers.
Metrics measure_states(const Flow& flow, const Dataset& data, const ObjectiveConfig& objective,
                       int batch, std::span<const float> states);

// The same from the network alone; keeps the memory bounded by taking the points in pieces.
Metrics measure(const Flow& flow, const Dataset& data, const ObjectiveConfig& objective, int batch);

}  // namespace la
