#pragma once

#include "app/state/ui_state.h"

namespace la {

// Moves the depth on by a frame: from 0 to `layers`, a rest, then from 0 again.
void play_depth(Depth& depth, float layers, float layers_per_second, float seconds);

// One layer on or back; stops the playback.
void step_depth(Depth& depth, float layers, int direction);

}  // namespace la
