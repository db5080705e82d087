#include "render/flow/mark_layer.h"

#include <algorithm>

namespace la {

namespace {

constexpr float kDiamond = 6.5f;  // from the middle to a corner, logical pixels
constexpr float kCross = 4.5f;
constexpr float kWidth = 1.4f;
constexpr float kRim = 3.2f;  // width of the wider line below, which separates the mark

// Calls draw(place in pixels) for each marked place.
template<class Draw>
void each(const FlowFrame& frame, std::span<const glm::vec2> places, Draw draw) {
    const std::size_t stride = 1 + (places.size() - 1) / MarkLayer::kMax;
    for (std::size_t i = 0; i < places.size(); i += stride) {
        draw(frame.to_pixel(places[i]));
    }
}

void diamond(const FlowFrame& frame, Strokes& strokes, glm::vec2 at, const StrokeStyle& style) {
    const float r = frame.px(kDiamond);
    const glm::vec2 corners[] = {
        {at.x, at.y - r}, {at.x + r, at.y}, {at.x, at.y + r}, {at.x - r, at.y}};
    for (int i = 0; i < 4; ++i) {
        strokes.line(corners[i], corners[(i + 1) % 4], style);
    }
}

void cross(const FlowFrame& frame, Strokes& strokes, glm::vec2 at, const StrokeStyle& style) {
    const float r = frame.px(kCross);
    strokes.line({at.x - r, at.y - r}, {at.x + r, at.y + r}, style);
    strokes.line({at.x - r, at.y + r}, {at.x + r, at.y - r}, style);
}

}  // namespace

void MarkLayer::add(const FlowFrame& frame, Strokes& strokes) const {
    const StrokeStyle rim{.colour = frame.palette.outline, .width = frame.px(kRim)};
    const StrokeStyle fold{.colour = frame.palette.text, .width = frame.px(kWidth)};
    const StrokeStyle wrong{.colour = frame.palette.error, .width = frame.px(1.3f * kWidth)};
    each(frame, frame.scene.folds, [&](glm::vec2 at) {
        diamond(frame, strokes, at, rim);
        diamond(frame, strokes, at, fold);
    });
    each(frame, frame.scene.wrong, [&](glm::vec2 at) {
        cross(frame, strokes, at, {.colour = rim.colour, .width = 1.3f * rim.width});
        cross(frame, strokes, at, wrong);
    });
}

}  // namespace la
