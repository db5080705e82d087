#include "app/motion/depth_playback.h"

#include <algorithm>
#include <cmath>

namespace la {

namespace {

constexpr float kRest = 1.2f;       // seconds at the last layer
constexpr float kFirstRest = 0.6f;  // and at layer 0

}  // namespace

void play_depth(Depth& depth, float layers, float layers_per_second, float seconds) {
    depth.value = std::clamp(depth.value, 0.0f, layers);
    if (!depth.playing) {
        return;
    }
    if (depth.rest > 0) {
        depth.rest -= seconds;
        if (depth.rest <= 0 && depth.value >= layers) {
            depth.value = 0;
            depth.rest = kFirstRest;
        }
        return;
    }
    depth.value = std::min(layers, depth.value + layers_per_second * seconds);
    if (depth.value >= layers) {
        depth.rest = kRest;
    }
}

void step_depth(Depth& depth, float layers, int direction) {
    depth.playing = false;
    const float from =
        direction > 0 ? std::floor(depth.value + 1e-4f) : std::ceil(depth.value - 1e-4f);
    const float to = from + static_cast<float>(direction);
    depth.value = to > layers ? 0 : to < 0 ? layers : to;
}

}  // namespace la
