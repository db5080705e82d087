#include "render/plot/simplify.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace la::plot {
namespace {

float distance(ImVec2 p, ImVec2 a, ImVec2 b) {
    const float dx = b.x - a.x, dy = b.y - a.y;
    const float size = dx * dx + dy * dy;
    const float t =
        size > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / size, 0.0f, 1.0f) : 0.0f;
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

// The largest distance of a point from the line through the others.
float farthest(const std::vector<ImVec2>& points, const std::vector<ImVec2>& line) {
    float worst = 0;
    for (const ImVec2 p : points) {
        float best = 1e9f;
        for (std::size_t i = 1; i < line.size(); ++i) {
            best = std::min(best, distance(p, line[i - 1], line[i]));
        }
        worst = std::max(worst, best);
    }
    return worst;
}

std::vector<ImVec2> simple(const std::vector<ImVec2>& points, float tolerance) {
    std::vector<ImVec2> out;
    simplify(points, tolerance, out);
    return out;
}

TEST(Simplify, StaysWithinTheToleranceOfEveryPoint) {
    for (const float noise : {0.0f, 0.1f, 3.0f, 60.0f}) {
        std::vector<ImVec2> points;
        for (int i = 0; i < 1200; ++i) {
            const float x = 0.2f * static_cast<float>(i);
            const float y = 80 * std::sin(0.02f * x) + noise * std::sin(1.7f * x * x);
            points.emplace_back(x, y);
        }
        const auto line = simple(points, 0.2f);
        EXPECT_LE(farthest(points, line), 0.21f) << noise;
        EXPECT_EQ(line.front().x, points.front().x);
        EXPECT_EQ(line.back().x, points.back().x);
        if (noise == 0) {
            EXPECT_LT(line.size(), 100u);
        }
    }
}

TEST(Simplify, KeepsSpikesAndVerticals) {
    const std::vector<ImVec2> points{{0, 0}, {1, 0}, {1, 50}, {1, -20}, {1, 0}, {2, 0}, {3, 0}};
    const auto line = simple(points, 0.2f);
    EXPECT_LE(farthest(points, line), 0.2f);
    EXPECT_EQ(line.size(), 6u);  // all but (2, 0)
}

TEST(Simplify, KeepsFewPoints) {
    EXPECT_TRUE(simple({}, 1).empty());
    EXPECT_EQ(simple({{3, 4}}, 1).size(), 1u);
    EXPECT_EQ(simple({{3, 4}, {3.1f, 4}}, 1).size(), 2u);
}

}  // namespace
}  // namespace la::plot
