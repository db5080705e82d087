#pragma once

#include <span>
#include <vector>

#include <glm/vec2.hpp>

#include "core/model/flow.h"

namespace la {

// The paths of n points through a flow: their states at every layer.
struct Trajectory {
    int layers = 0;             // L
    int dimension = 1;          // q
    int points = 0;             // n
    std::vector<float> states;  // [L+1][n][q]

    // The cloud x_k, [n][q]; k = 0..L.
    std::span<const float> cloud(int k) const;

    bool finite() const;
};

// Points of the plane as states at layer 0: [n][dimension], padded with zeros.
std::vector<float> initial_states(std::span<const glm::vec2> points, int dimension);

// Of points that start at x [n][q], layer 0.
Trajectory trajectory(const Flow& flow, std::span<const float> x);

// The paths of some of the points, in the order given.
Trajectory select(const Trajectory& all, std::span<const int> points);

// The first two coordinates of states [..][q], for drawing.
std::vector<glm::vec2> in_plane(std::span<const float> states, int dimension);

// mean_i |y_i - x_i|^2 of two clouds [n][q].
double mean_squared_distance(std::span<const float> x, std::span<const float> y, int dimension);

}  // namespace la
