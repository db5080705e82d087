#include "render/flow/path_layer.h"

#include "render/flow/particle_pass.h"

namespace la {

namespace {

constexpr float kWidth = 2;  // logical pixels
constexpr float kOutline = 4.5f;
constexpr float kStation = 2.2f;  // radius

}  // namespace

void PathLayer::add(const FlowFrame& frame, Strokes& strokes) {
    const FlowScene& scene = frame.scene;
    if (scene.highlight < 0 || scene.highlight >= scene.points) {
        return;
    }
    const auto points = static_cast<std::size_t>(scene.points);
    const auto i = static_cast<std::size_t>(scene.highlight);
    path_.clear();
    for (int k = 0; k <= scene.layers; ++k) {
        path_.push_back(frame.to_pixel(scene.states[static_cast<std::size_t>(k) * points + i]));
    }
    const glm::vec4 text = frame.palette.text;
    strokes.polyline(path_, {.colour = frame.palette.outline, .width = frame.px(kOutline)});
    strokes.polyline(path_, {.colour = text, .width = frame.px(kWidth)});
    for (const glm::vec2 station : path_) {
        strokes.ring(station, frame.px(kStation), {.colour = text, .width = frame.px(kWidth)});
    }
    const glm::vec2 now = frame.to_pixel(place_at(scene.states, points, i, at_depth(scene)));
    strokes.ring(now, frame.px(ParticlePass::kSize),
                 {.colour = frame.palette.outline, .width = frame.px(kOutline)});
    strokes.ring(now, frame.px(ParticlePass::kSize), {.colour = text, .width = frame.px(kWidth)});
}

}  // namespace la
