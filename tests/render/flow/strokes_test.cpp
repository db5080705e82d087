#include "render/flow/strokes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <limits>

#include "render/flow/thinning.h"

namespace la {
namespace {

// The two ends of the i-th line: the middle of its base, and its length towards the tip.
std::pair<glm::vec2, glm::vec2> ends(const Strokes& strokes, int i) {
    const auto v = strokes.vertices().subspan(3 * static_cast<std::size_t>(i), 3);
    const glm::vec2 from = 0.5f * (v[0].at + v[1].at);
    const glm::vec2 along = glm::normalize(v[2].at - from);
    return {from, from + v[0].shape.x * along};
}

float distance_to(const Strokes& strokes, glm::vec2 p) {
    float least = 1e9f;
    for (int i = 0; i < strokes.triangles(); ++i) {
        const auto [a, b] = ends(strokes, i);
        const float t = std::clamp(glm::dot(p - a, b - a) / glm::dot(b - a, b - a), 0.0f, 1.0f);
        least = std::min(least, glm::distance(p, a + t * (b - a)));
    }
    return least;
}

Strokes empty() {
    Strokes strokes;
    strokes.begin({200, 100});
    return strokes;
}

TEST(Strokes, LinesGoFromEndToEnd) {
    Strokes strokes = empty();
    strokes.line({10, 20}, {50, 50}, {.width = 3});
    ASSERT_EQ(strokes.triangles(), 1);
    const auto [from, to] = ends(strokes, 0);
    EXPECT_LT(glm::distance(from, {10, 20}), 1e-4f);
    EXPECT_LT(glm::distance(to, {50, 50}), 1e-4f);
    EXPECT_FLOAT_EQ(strokes.vertices()[0].shape.y, 1.5f);
}

TEST(Strokes, LeaveOutWhatCannotBeSeen) {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float inf = std::numeric_limits<float>::infinity();
    Strokes strokes = empty();
    strokes.line({-60, 20}, {-40, 50}, {});
    strokes.line({20, 150}, {80, 150}, {});
    strokes.line({20, 50}, {20, 50}, {});
    for (const glm::vec2 bad : {glm::vec2(nan, 0), glm::vec2(0, inf), glm::vec2(-inf, nan)}) {
        strokes.line(bad, {50, 50}, {});
        strokes.arrow({50, 50}, bad, {}, 8);
        const glm::vec2 way[] = {bad, bad};
        strokes.polyline(way, {});
    }
    EXPECT_EQ(strokes.triangles(), 0);
    // A point that is not finite splits a polyline.
    const glm::vec2 way[] = {{10, 10}, {20, 30}, {nan, 0}, {40, 10}, {50, 60}};
    strokes.polyline(way, {});
    EXPECT_EQ(strokes.triangles(), 2);
}

TEST(Strokes, FarEndsKeepTheirDirection) {
    Strokes strokes = empty();
    strokes.line({100, 50}, {100 + 3e9f, 50 + 1e9f}, {});
    ASSERT_EQ(strokes.triangles(), 1);
    const auto [from, to] = ends(strokes, 0);
    EXPECT_LT(glm::distance(from, {100, 50}), 1e-3f);
    EXPECT_NEAR((to.y - from.y) / (to.x - from.x), 1.0 / 3, 1e-4);
    EXPECT_LT(to.x, 300);
}

TEST(Strokes, ArrowsAreALineAndAHead) {
    Strokes strokes = empty();
    strokes.arrow({10, 50}, {60, 50}, {.width = 2}, 8);
    EXPECT_EQ(strokes.triangles(), 2);
    EXPECT_NEAR(ends(strokes, 0).second.x, 52, 1e-3);
    // Shorter than its head: only a smaller head.
    Strokes small = empty();
    small.arrow({10, 50}, {15, 50}, {.width = 2}, 8);
    EXPECT_EQ(small.triangles(), 1);
    // Its end is outside, its line is not.
    Strokes leaving = empty();
    leaving.arrow({10, 50}, {900, 50}, {.width = 2}, 8);
    EXPECT_EQ(leaving.triangles(), 1);
}

TEST(Strokes, PolylinesKeepTheirShapeWithFewVertices) {
    // A quarter of a circle, then straight on, then back along it.
    std::vector<glm::vec2> way;
    for (int i = 0; i <= 90; ++i) {
        const float angle = static_cast<float>(i) * 3.14159265f / 180;
        way.emplace_back(20 + 60 * std::sin(angle), 80 - 60 * std::cos(angle));
    }
    for (int i = 1; i <= 60; ++i) {
        way.emplace_back(80, 80 - static_cast<float>(i));
    }
    for (int i = 59; i >= 30; --i) {
        way.emplace_back(80, 80 - static_cast<float>(i));
    }
    Strokes strokes = empty();
    strokes.polyline(way, {});
    for (const glm::vec2 p : way) {
        EXPECT_LE(distance_to(strokes, p), 0.34f) << p.x << ", " << p.y;
    }
    EXPECT_LT(strokes.triangles(), 25);
    // A turn by 180 degrees is not cut short.
    EXPECT_LT(distance_to(strokes, {80, 20}), 1e-3f);
    EXPECT_LT(glm::distance(ends(strokes, strokes.triangles() - 1).second, way.back()), 1e-3f);
}

TEST(Thinning, VisitsEveryPointOnceAndSpreadsTheFirst) {
    for (const int points : {1, 2, 10, 600, 1000}) {
        std::vector<int> seen(static_cast<std::size_t>(points));
        for (int i = 0; i < points; ++i) {
            ++seen[static_cast<std::size_t>(arrow_point(i, points))];
        }
        EXPECT_EQ(*std::min_element(seen.begin(), seen.end()), 1) << points;
    }
    // The first 28 of 600: about a quarter of them in every quarter.
    int quarter[4] = {0, 0, 0, 0};
    for (int i = 0; i < arrow_count(600); ++i) {
        ++quarter[arrow_point(i, 600) / 150];
    }
    for (const int n : quarter) {
        EXPECT_NEAR(n, 7, 1);
    }
    EXPECT_EQ(arrow_count(5), 5);
}

}  // namespace
}  // namespace la
