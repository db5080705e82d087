#pragma once

namespace la {

// Depth s of the flow views, played in a loop that rests at both ends.
struct Depth {
    float value = 0;  // s in [0, L]
    bool playing = true;
    float rest = 0.6f;  // seconds left to rest
};

// Advances the depth by a frame: from 0 to `layers`, a rest, then from 0 again.
void play_depth(Depth& depth, float layers, float layers_per_second, float seconds);

// One layer forward or back; stops the playback.
void step_depth(Depth& depth, float layers, int direction);

}  // namespace la
