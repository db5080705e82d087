#pragma once
#include "render/flow/flow_scene.h"
#include "render/flow/viewport.h"
#include "render/palette.h"

namespace la {

// What a layer of strokes gets for one picture.
struct FlowFrame {
    const FlowScene& scene;
    const Viewport& viewport;
    const Palette& palette;
    glm::vec2 pixels;  // size of the picture

    glm::vec2 to_pixel(glm::vec2 world) const { return viewport.to_pixel(world, pixels); }
    float px(float logical) const { return logical * scene.pixel_scale; }
};

// Depth s as a layer k and the fraction to the next: x_k + fraction r_k.
struct AtDepth {
    int layer;       // k <= L
    float fraction;  // 0 if k = L
};

inline AtDepth at_depth(const FlowScene& scene) {
    const float last = static_cast<float>(scene.layers);
    const float depth = scene.depth < 0 ? 0 : scene.depth > last ? last : scene.depth;
    const int layer = static_cast<int>(depth);
    return {layer, depth - static_cast<float>(layer)};
}

// The place of the i-th of n points; states are [layers + 1][n].
inline glm::vec2 place_at(std::span<const glm::vec2> states, std::size_t n, std::size_t i,
                          AtDepth at) {
    const glm::vec2 from = states[static_cast<std::size_t>(at.layer) * n + i];
    if (at.fraction == 0) {
        return from;
    }
    return from + at.fraction * (states[(static_cast<std::size_t>(at.layer) + 1) * n + i] - from);
}

inline glm::vec4 faded(glm::vec4 colour, float alpha) {
    colour.w *= alpha;
    return colour;
}

}  // namespace la
