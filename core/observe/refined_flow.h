#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <glm/vec2.hpp>

#include "core/data/dataset.h"
#include "core/measure/projection.h"
#include "core/model/weights.h"

namespace la {

// A network and the same with more layers between its own, neither trained on (refine.h): whether
// its flow survives that.
struct RefinedFlow {
    int factor = 1;                 // of the number of layers
    int points = 0;                 // n, the first ones of the data
    std::vector<glm::vec2> states;  // [L+1][n] of the refined network, after every factor-th layer
    // sqrt(mean |x'_L - x_L|^2 / mean |x_L - x_0|^2) over these points; x' of the refined network.
    double relative_change = 0;
    // Accuracies on `tested` points: fresh ones of the same distribution, or, where the data comes
    // from a file, its test points; without those, its training points.
    double own_accuracy = 0, accuracy = 0;
    int tested = 0;
    bool fresh = false;
};

// What `data` is made from is `config`. Places of states by `by`; null: their first two
// coordinates. Throws Error as refined().
RefinedFlow refined_flow(const std::shared_ptr<const Weights>& weights, int factor,
                         const Dataset& data, const DatasetConfig& config, const Projection* by);

// The paths of the first points of the data under the ODE of which the layers are Euler's steps
// (ode_flow.h), as places: [L+1][n]. At most kOdePoints.
inline constexpr int kOdePoints = 40;
std::vector<glm::vec2> ode_flow(const Weights& weights, const Dataset& data, const Projection* by);

}  // namespace la
