#pragma once
#include <glm/geometric.hpp>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include "render/flow/viewport.h"

namespace la {

// The space-depth view: a box in which depth runs along x, from the input's end to the output's,
// and across it stands the plane of the states: their second coordinate up, their first to the
// right of who looks from the input's end.
inline constexpr glm::vec3 kSpaceHalf{1.7f, 1, 1};

// Of three coordinates of the states, without depth: a cube with the first along x, the second up
// and the third along z, a right-handed system.
inline constexpr glm::vec3 kCubeHalf{1.15f, 1.15f, 1.15f};

// What the box holds of the states: a square of their plane; of three coordinates a cube, as far to
// both sides of `third` as the square reaches.
struct SpaceFrame {
    Viewport plane;
    float third = 0;
};

// Where a state stands at depth s of L layers, when the box holds this part of the plane.
inline glm::vec3 space_place(glm::vec2 state, float depth, int layers, const Viewport& plane) {
    const glm::vec2 across = plane.to_ndc(state);
    const float along = layers > 0 ? 2 * depth / static_cast<float>(layers) - 1 : 0.0f;
    return kSpaceHalf * glm::vec3(along, across.y, across.x);
}

// Where a state of three coordinates stands in the cube.
inline glm::vec3 cube_place(glm::vec3 state, const SpaceFrame& frame) {
    return kCubeHalf * glm::vec3(frame.plane.to_ndc(glm::vec2(state)),
                                 (state.z - frame.third) / frame.plane.half_height);
}

}  // namespace la
