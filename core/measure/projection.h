#pragma once

#include <span>
#include <vector>

#include <glm/vec2.hpp>

namespace la {

// Two or three directions of the state space [q], to see states of more than two dimensions by: the
// leading principal components of all the states given. A view's place (u, v) stands for the point
// mean + u axes[0] + v axes[1] of the plane through the mean.
struct Projection {
    std::vector<double> mean;      // [q]
    std::vector<double> axes;      // [min(3, q)][q], orthonormal
    std::vector<double> variance;  // [q], of all components, the largest first; sums to the total
    double explained(int leading = 2) const;  // the part of the variance along so many, 0..1
};

// Of states [..][q] in several pieces, q >= 2, all finite and not empty. Each axis points the way
// of `last`'s, so that a picture that goes on does not flip; without one its largest entry is
// positive.
Projection principal_components(std::span<const std::span<const float>> pieces, int dimension,
                                const Projection* last = nullptr);

// Places of states [..][q]; null: their first two coordinates.
std::vector<glm::vec2> project(std::span<const float> states, int dimension, const Projection* by);

// The third coordinate of states [..][q]: along the third axis, or the third of their own (null).
// States of two dimensions lie at 0.
std::vector<float> project_third(std::span<const float> states, int dimension,
                                 const Projection* by);

// The states [n][q] that places of the plane stand for; null: padded with zeros.
std::vector<float> lift(std::span<const glm::vec2> places, int dimension, const Projection* by);

}  // namespace la
