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

// Where a state stands at depth s of L layers, when the box holds this part of the plane.
inline glm::vec3 space_place(glm::vec2 state, float depth, int layers, const Viewport& plane) {
    const glm::vec2 across = plane.to_ndc(state);
    const float along = layers > 0 ? 2 * depth / static_cast<float>(layers) - 1 : 0.0f;
    return kSpaceHalf * glm::vec3(along, across.y, across.x);
}

}  // namespace la
