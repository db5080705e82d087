#pragma once
#include <glm/geometric.hpp>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include "render/flow/viewport.h"

namespace la {

// The space-depth view: a box in which depth runs along x, from the input's end to the output's.
// The plane of the states stands across it: their second coordinate points up, their first one to
// the right as seen from the input's end.
inline constexpr glm::vec3 kSpaceHalf{1.7f, 1, 1};

// Three coordinates without depth: a cube with the first along x, the second up and the third along
// z, a right-handed system.
inline constexpr glm::vec3 kCubeHalf{1.15f, 1.15f, 1.15f};

// The states that fit into the box: a square of their plane; with three coordinates a cube, which
// extends from `third` to both sides as far as the square.
struct SpaceFrame {
    Viewport plane;
    float third = 0;
};

// Place of a state at depth s of L layers, in a box with this part of the plane.
inline glm::vec3 space_place(glm::vec2 state, float depth, int layers, const Viewport& plane) {
    const glm::vec2 across = plane.to_ndc(state);
    const float along = layers > 0 ? 2 * depth / static_cast<float>(layers) - 1 : 0.0f;
    return kSpaceHalf * glm::vec3(along, across.y, across.x);
}

// Place of a state with three coordinates in the cube.
inline glm::vec3 cube_place(glm::vec3 state, const SpaceFrame& frame) {
    return kCubeHalf * glm::vec3(frame.plane.to_ndc(glm::vec2(state)),
                                 (state.z - frame.third) / frame.plane.half_height);
}

}  // namespace la
