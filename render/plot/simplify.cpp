#include "render/plot/simplify.h"

#include <algorithm>
#include <cmath>

namespace la::plot {

namespace {

// The directions in which a ray from an anchor passes all points so far within the tolerance.
struct Cone {
    float low = -10;
    float high = 10;
    float reach = 0;  // distance of the farthest point

    // False, and unchanged, if a line to this point would miss an earlier one.
    bool take(ImVec2 anchor, ImVec2 point, float tolerance) {
        const float dx = point.x - anchor.x;
        const float dy = point.y - anchor.y;
        const float distance = std::hypot(dx, dy);
        if (distance <= tolerance) {
            return reach <= tolerance;
        }
        const float angle = std::atan2(dy, dx);
        if (angle < low || angle > high || distance < reach) {
            return false;
        }
        const float half = std::asin(tolerance / distance);
        low = std::max(low, angle - half);
        high = std::min(high, angle + half);
        reach = distance;
        return true;
    }
};

}  // namespace

void simplify(std::span<const ImVec2> points, float tolerance, std::vector<ImVec2>& out) {
    if (points.empty()) {
        return;
    }
    out.push_back(points.front());
    Cone cone;
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (!cone.take(out.back(), points[i], tolerance)) {
            out.push_back(points[i - 1]);
            cone = {};
            cone.take(out.back(), points[i], tolerance);
        }
    }
    if (points.size() > 1) {
        out.push_back(points.back());
    }
}

}  // namespace la::plot
