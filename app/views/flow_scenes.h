#pragma once

#include <vector>

#include "app/state/ui_state.h"
#include "core/observe/observer.h"
#include "render/flow/flow_scene.h"

namespace la {

// What the renderer is to draw of one member where the scrubber stands at depth s (of B, see
// member_depth.h); refers to the observation's memory. The ideal is left to the caller.
FlowScene make_flow_scene(const Observation& seen, int member, float depth, const UiState& state);

// Adds the third coordinates of its particles, and the head's plane, where they are observed.
void add_third(FlowScene& scene, const Observation& seen, int member);

// The same after layer k, over the field that was asked for with `far` off at that layer.
FlowScene make_cell_scene(const Observation& seen, int member, int layer, const UiState& state);

// The observation's field of this index, for drawing; refers to its memory.
FieldTexture field_texture(const Observation& seen, int member, std::size_t index);

// The data's points at which the layer at hand at depth s folds the map, where they are now; and
// how many of how many. Empty where folds were not asked for.
struct FoldMarks {
    int layer = 0;  // k
    int points = 0;
    std::vector<glm::vec2> places;
};
FoldMarks fold_marks(const Observation& seen, int member, float depth);

}  // namespace la
