#pragma once

#include <span>
#include <vector>

#include <glm/vec2.hpp>

namespace la {

// Two or three directions of the state space [q] for views of more than two dimensions: the leading
// principal components of given states. A place (u, v) of a view stands for the state
// mean + u axes[0] + v axes[1].
struct Projection {
    std::vector<double> mean;                 // [q]
    std::vector<double> axes;                 // [min(3, q)][q], orthonormal
    std::vector<double> variance;             // [q], of all components, largest first
    double explained(int leading = 2) const;  // fraction of the variance, 0..1
};

// Of states [..][q] in several pieces, q >= 2, all finite and not empty. The signs of the axes
// follow `last`, so that a moving picture does not flip; without it, each axis has a positive
// largest entry.
Projection principal_components(std::span<const std::span<const float>> pieces, int dimension,
                                const Projection* last = nullptr);

// Places of states [..][q]. Without a projection: their first two coordinates.
std::vector<glm::vec2> project(std::span<const float> states, int dimension, const Projection* by);

// Third coordinates of states [..][q]: along the third axis; without a projection, their own third.
// 0 for states of two dimensions.
std::vector<float> project_third(std::span<const float> states, int dimension,
                                 const Projection* by);

// The states [n][q] that places stand for. Without a projection: padded with zeros.
std::vector<float> lift(std::span<const glm::vec2> places, int dimension, const Projection* by);

}  // namespace la
