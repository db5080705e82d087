#pragma once

#include "app/ui_state.h"
#include "core/measure/observer.h"
#include "render/flow/flow_scene.h"

namespace la {

// What the renderer is to draw of one member at depth s; refers to the observation's memory. The
// ideal is left to the caller.
FlowScene make_flow_scene(const Observation& seen, int member, float depth, const UiState& state);

}  // namespace la
