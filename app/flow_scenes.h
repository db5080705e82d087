#pragma once

#include "app/ui_state.h"
#include "core/measure/observer.h"
#include "render/flow/flow_scene.h"

namespace la {

// What the renderer is to draw of one member at depth s; refers to the observation's memory. The
// ideal is left to the caller.
FlowScene make_flow_scene(const Observation& seen, int member, float depth, const UiState& state);

// The same after layer k, over the field that was asked for with `far` off at that layer.
FlowScene make_cell_scene(const Observation& seen, int member, int layer, const UiState& state);

}  // namespace la
