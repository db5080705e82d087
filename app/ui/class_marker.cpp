#include "app/ui/class_marker.h"

#include <array>
#include <cmath>
#include <numbers>

namespace la {

namespace {

// Draws a regular polygon; `angle` is that of its first corner (0: right, clockwise).
void polygon(ImDrawList& draw, ImVec2 at, float radius, int corners, float angle, ImU32 colour) {
    std::array<ImVec2, 6> points;
    for (int i = 0; i < corners; ++i) {
        const float a = angle + 2 * std::numbers::pi_v<float> * static_cast<float>(i) /
                                    static_cast<float>(corners);
        points[static_cast<std::size_t>(i)] = {at.x + radius * std::cos(a),
                                               at.y + radius * std::sin(a)};
    }
    draw.AddConvexPolyFilled(points.data(), corners, colour);
}

void box(ImDrawList& draw, ImVec2 at, ImVec2 half, ImU32 colour) {
    draw.AddRectFilled({at.x - half.x, at.y - half.y}, {at.x + half.x, at.y + half.y}, colour);
}

}  // namespace

void draw_class_marker(ImDrawList& draw, ImVec2 at, float r, int label, ImU32 colour) {
    constexpr float kRight = std::numbers::pi_v<float> / 2;
    switch (label) {
        case 0:
            draw.AddCircleFilled(at, r, colour);
            return;
        case 1:
            box(draw, at, {0.88f * r, 0.88f * r}, colour);
            return;
        case 2:
            polygon(draw, {at.x, at.y + 0.2f * r}, 1.3f * r, 3, -kRight, colour);
            return;
        case 3:
            polygon(draw, at, 1.2f * r, 4, 0, colour);
            return;
        case 4:
            box(draw, at, {1.1f * r, 0.4f * r}, colour);
            box(draw, at, {0.4f * r, 1.1f * r}, colour);
            return;
        case 5:
            polygon(draw, {at.x, at.y - 0.2f * r}, 1.3f * r, 3, kRight, colour);
            return;
        case 6:
            polygon(draw, at, 1.07f * r, 6, 0, colour);
            return;
        case 7:
            draw.AddLine({at.x - 0.8f * r, at.y - 0.8f * r}, {at.x + 0.8f * r, at.y + 0.8f * r},
                         colour, 0.8f * r);
            draw.AddLine({at.x - 0.8f * r, at.y + 0.8f * r}, {at.x + 0.8f * r, at.y - 0.8f * r},
                         colour, 0.8f * r);
            return;
        case 8:
            box(draw, at, {0.5f * r, 1.1f * r}, colour);
            return;
        default:
            box(draw, at, {1.1f * r, 0.5f * r}, colour);
            return;
    }
}

}  // namespace la
