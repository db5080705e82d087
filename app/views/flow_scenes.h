#pragma once

#include <vector>

#include "app/state/ui_state.h"
#include "core/observe/observer.h"
#include "render/flow/flow_scene.h"

namespace la {

// Which of the fields that were asked for is drawn at depth s: the nearest by its layer.
std::size_t field_at(const Observation& seen, int member, float depth);

// What the renderer draws of one member when the scrubber is at depth s (of B, see member_depth.h).
// Refers to the observation's memory. The caller adds the free-particle arrows.
FlowScene make_flow_scene(const Observation& seen, int member, float depth, const UiState& state);

// Adds the particles' third coordinates and the head's plane, if they were observed.
void add_third(FlowScene& scene, const Observation& seen, int member);

// Same as make_flow_scene after layer k, over the field requested for that layer with `far` off.
FlowScene make_cell_scene(const Observation& seen, int member, int layer, const UiState& state);

// Field `index` of the observation, for drawing. Refers to the observation's memory.
FieldTexture field_texture(const Observation& seen, int member, std::size_t index);

// Data points at which the current layer k = floor(s) folds the map (its Jacobian determinant is
// not positive), at their places at depth s. Empty if folds were not requested.
struct FoldMarks {
    int layer = 0;  // k
    int points = 0;
    std::vector<glm::vec2> places;
};
FoldMarks fold_marks(const Observation& seen, int member, float depth);

}  // namespace la
