#include "render/flow/vector_layer.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>

namespace la {

namespace {

constexpr float kWidth = 1.3f;  // logical pixels
constexpr float kHead = 6;
constexpr float kDecades = 3;       // range of the scale, below the picture's height
constexpr float kShortest = 0.25f;  // fraction of the room for an arrow
constexpr float kLongest = 0.85f;
constexpr float kFaintest = 0.22f;  // factor of alpha

}  // namespace

void VectorLayer::add(const FlowFrame& frame, Strokes& strokes) const {
    const VectorLattice& lattice = frame.scene.vectors;
    const float height = 2 * frame.viewport.half_height;
    const float room = lattice.spacing / height * frame.pixels.y;
    const std::size_t count = std::min(lattice.from.size(), lattice.to.size());
    for (std::size_t i = 0; i < count; ++i) {
        const glm::vec2 r = lattice.to[i] - lattice.from[i];
        const float size = glm::length(r);
        if (!(size > 0) || !std::isfinite(size)) {
            continue;
        }
        const float strength = std::clamp(1 + std::log10(size / height) / kDecades, 0.0f, 1.0f);
        const float length = room * (kShortest + strength * (kLongest - kShortest));
        const glm::vec2 arrow = glm::vec2(r.x, -r.y) / size * length;  // y of pixels points down
        const glm::vec2 centre = frame.to_pixel(lattice.from[i]);
        const float alpha = kFaintest + (1 - kFaintest) * strength;
        strokes.arrow(centre - 0.5f * arrow, centre + 0.5f * arrow,
                      {.colour = faded(frame.palette.vectors, alpha), .width = frame.px(kWidth)},
                      std::min(frame.px(kHead), 0.6f * length));
    }
}

}  // namespace la
