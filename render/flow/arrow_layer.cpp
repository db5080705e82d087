#include "render/flow/arrow_layer.h"

#include <algorithm>

#include "render/flow/thinning.h"

namespace la {

namespace {

constexpr float kWidth = 1.4f;  // logical pixels
constexpr float kHead = 9;
constexpr float kDash = 5;
constexpr float kText =
    0.6f;  // share of the text's colour, which separates an arrow from its class
constexpr float kHollow = 0.5f;  // factor of alpha for a hollow look

glm::vec4 arrow_colour(const Palette& palette, std::uint8_t label) {
    const glm::vec4 colour = palette.classes[std::min<int>(label, kClassColours - 1)];
    return colour + kText * (palette.text - colour);
}

}  // namespace

void ArrowLayer::add(const FlowFrame& frame, Strokes& strokes) const {
    const FlowScene& scene = frame.scene;
    if (!scene.show_arrows) {
        return;
    }
    const AtDepth at = at_depth(scene);
    const float alpha = scene.look == Look::Hollow ? kHollow : 1;
    const auto points = static_cast<std::size_t>(scene.points);
    for (int arrow = 0; arrow < arrow_count(scene.points); ++arrow) {
        const auto i = static_cast<std::size_t>(arrow_point(arrow, scene.points));
        strokes.arrow(frame.to_pixel(scene.states[i]),
                      frame.to_pixel(place_at(scene.states, points, i, at)),
                      {.colour = faded(arrow_colour(frame.palette, scene.labels[i]), alpha),
                       .width = frame.px(kWidth)},
                      frame.px(kHead));
    }
}

void GhostLayer::add(const FlowFrame& frame, Strokes& strokes) const {
    for (const GhostArrow& ghost : frame.scene.ideal) {
        strokes.arrow(frame.to_pixel(ghost.from), frame.to_pixel(ghost.to),
                      {.colour = arrow_colour(frame.palette, ghost.label),
                       .width = frame.px(kWidth),
                       .dash = frame.px(kDash)},
                      frame.px(kHead));
    }
}

}  // namespace la
