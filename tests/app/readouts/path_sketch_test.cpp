// The numbers of the two sketched paths: A >= D >= W2^2, and what moves which.

#include "app/readouts/path_sketch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <glm/geometric.hpp>
#include <random>

namespace la {
namespace {

constexpr int kLast = PathSketch::kLayers;

TEST(PathSketch, StraightPathsSpendNoMoreThanTheyMust) {
    const SketchMeasures m = measures_of({});
    EXPECT_NEAR(m.displacement, 4, 1e-6);
    EXPECT_NEAR(m.action, m.displacement, 1e-6);
    EXPECT_NEAR(m.w2_squared, m.displacement, 1e-6);
    EXPECT_NEAR(m.straightness, 1, 1e-6);
    EXPECT_NEAR(m.optimality, 1, 1e-6);
}

TEST(PathSketch, ADetourCostsActionAlone) {
    PathSketch sketch;
    move_state(sketch, 0, 2, {0, -0.1f});
    const SketchMeasures m = measures_of(sketch);
    // Two steps of one of two points: L * 2 * 0.9^2 / 2 more.
    EXPECT_NEAR(m.action, 4 + 4 * 0.81, 1e-5);
    EXPECT_NEAR(m.displacement, 4, 1e-6);
    EXPECT_NEAR(m.w2_squared, 4, 1e-6);
    EXPECT_NEAR(m.straightness, 4 / m.action, 1e-9);
}

TEST(PathSketch, SwappedEndsCostDisplacementAlone) {
    PathSketch sketch;
    swap_ends(sketch);
    const SketchMeasures m = measures_of(sketch);
    EXPECT_NEAR(m.displacement, 4 + 1.6 * 1.6, 1e-5);
    EXPECT_NEAR(m.action, m.displacement, 1e-5) << "they are straight";
    EXPECT_NEAR(m.w2_squared, 4, 1e-5);
    EXPECT_NEAR(m.optimality, 4 / m.displacement, 1e-6);
    swap_ends(sketch);
    EXPECT_NEAR(measures_of(sketch).displacement, 4, 1e-5);
}

TEST(PathSketch, AnEndTakesItsWayAlong) {
    PathSketch sketch;
    move_state(sketch, 1, kLast, {0.5f, 0.2f});
    EXPECT_NEAR(measures_of(sketch).straightness, 1, 1e-6);
    move_state(sketch, 1, 0, {-1.2f, 0.4f});
    EXPECT_NEAR(measures_of(sketch).straightness, 1, 1e-6);
    EXPECT_EQ(sketch.paths[1].front(), glm::vec2(-1.2f, 0.4f));
    EXPECT_EQ(sketch.paths[1].back(), glm::vec2(0.5f, 0.2f));
    move_state(sketch, 0, 1, {9, -9});
    EXPECT_EQ(sketch.paths[0][1], glm::vec2(PathSketch::kReach, -PathSketch::kReach));
}

// The chain holds for any paths, and W2^2 of two points is the smaller of two sums.
TEST(PathSketch, TheChainHoldsForAnyPaths) {
    std::mt19937 random(7);
    std::uniform_real_distribution<float> place(-1.5f, 1.5f);
    for (int i = 0; i < 500; ++i) {
        PathSketch sketch;
        for (PathSketch::Path& path : sketch.paths) {
            for (glm::vec2& x : path) {
                x = {place(random), place(random)};
            }
        }
        const SketchMeasures m = measures_of(sketch);
        const auto squared = [&](int a, int b) {
            const glm::dvec2 r = glm::dvec2(sketch.paths[b].back() - sketch.paths[a].front());
            return glm::dot(r, r);
        };
        EXPECT_NEAR(m.w2_squared,
                    std::min(squared(0, 0) + squared(1, 1), squared(0, 1) + squared(1, 0)) / 2,
                    1e-5);
        EXPECT_GE(m.action, m.displacement * (1 - 1e-9));
        EXPECT_GE(m.displacement, m.w2_squared * (1 - 1e-5));
    }
}

TEST(PathSketch, PointsThatStayAreStraight) {
    PathSketch sketch;
    for (PathSketch::Path& path : sketch.paths) {
        path.fill({0.3f, 0.3f});
    }
    const SketchMeasures m = measures_of(sketch);
    EXPECT_EQ(m.action, 0);
    EXPECT_EQ(m.straightness, 1);
    EXPECT_EQ(m.optimality, 1);
}

}  // namespace
}  // namespace la
