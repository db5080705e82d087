#pragma once

namespace la {

// Depth s of the flow views, played in a loop that pauses at both ends.
struct Depth {
    float value = 0;  // s in [0, L]
    bool playing = true;
    float rest = 0.6f;  // remaining seconds of the pause
};

// Advances the depth by one frame: from 0 to `layers`, a pause, then from 0 again.
void play_depth(Depth& depth, float layers, float layers_per_second, float seconds);

// Moves one layer forward or back and stops the playback.
void step_depth(Depth& depth, float layers, int direction);

}  // namespace la
