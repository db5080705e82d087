#include "render/plot/stroke.h"

#include <algorithm>
#include <cmath>

namespace la::plot {

namespace {

constexpr float kDash = 5;
constexpr float kPause = 3;

void dashes(ImDrawList& draw, std::span<const ImVec2> points, const Stroke& look) {
    bool drawing = true;
    float left = kDash * look.dash;  // to the next change of the pattern
    draw.PathLineTo(points[0]);
    for (std::size_t i = 1; i < points.size(); ++i) {
        ImVec2 at = points[i - 1];
        const ImVec2 to = points[i];
        float rest = std::hypot(to.x - at.x, to.y - at.y);
        while (rest > left) {
            const float t = left / rest;
            at = {at.x + (to.x - at.x) * t, at.y + (to.y - at.y) * t};
            rest -= left;
            if (drawing) {
                draw.PathLineTo(at);
                draw.PathStroke(look.colour, 0, look.width);
            } else {
                draw.PathLineTo(at);
            }
            drawing = !drawing;
            left = (drawing ? kDash : kPause) * look.dash;
        }
        left -= rest;
        if (drawing) {
            draw.PathLineTo(to);
        }
    }
    if (drawing) {
        draw.PathStroke(look.colour, 0, look.width);
    }
    draw.PathClear();
}

}  // namespace

void stroke(ImDrawList& draw, std::span<const ImVec2> points, Stroke look) {
    // Lines of whole width from the font's texture take two triangles a segment, others six.
    const ImDrawListFlags flags = draw.Flags;
    draw.Flags |= ImDrawListFlags_AntiAliasedLinesUseTex;
    look.width = std::max(1.0f, std::round(look.width));
    if (points.size() == 1) {
        draw.AddCircleFilled(points[0], std::max(look.width, 1.5f), look.colour);
    } else if (points.size() > 1 && look.dash > 0) {
        dashes(draw, points, look);
    } else if (points.size() > 1) {
        draw.AddPolyline(points.data(), static_cast<int>(points.size()), look.colour, 0,
                         look.width);
    }
    draw.Flags = flags;
}

}  // namespace la::plot
