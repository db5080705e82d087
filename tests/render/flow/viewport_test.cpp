#include "render/flow/viewport.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace la {
namespace {

TEST(Viewport, ConvertsThereAndBack) {
    const Viewport view{{3, -2}, 1.5f, 1.6f};
    const glm::vec2 world(2.2f, -1.1f);
    const glm::vec2 back = view.from_ndc(view.to_ndc(world));
    EXPECT_NEAR(back.x, world.x, 1e-5f);
    EXPECT_NEAR(back.y, world.y, 1e-5f);
    const glm::vec2 size(640, 400);
    const glm::vec2 again = view.from_pixel(view.to_pixel(world, size), size);
    EXPECT_NEAR(again.x, world.x, 1e-5f);
    EXPECT_NEAR(again.y, world.y, 1e-5f);
}

TEST(Viewport, HasPixelRowsFromTheTop) {
    const Viewport view{{0, 0}, 1, 2};
    const glm::vec2 top_left = view.to_pixel({-2, 1}, {200, 100});
    EXPECT_NEAR(top_left.x, 0, 1e-4f);
    EXPECT_NEAR(top_left.y, 0, 1e-4f);
}

TEST(ViewportEase, ShowsTheFirstBoxAtOnce) {
    ViewportEase ease;
    ease.aim({-2, -1}, {2, 1});
    const Viewport wide = ease.current(2);
    EXPECT_NEAR(wide.half_height, ViewportEase::kMargin, 1e-4f);
    EXPECT_NEAR(ease.current(1).half_height, 2 * ViewportEase::kMargin, 1e-4f);
    EXPECT_TRUE(ease.resting());
}

TEST(ViewportEase, ApproachesMonotonicallyAndArrives) {
    ViewportEase ease;
    ease.aim({-1, -1}, {1, 1});
    ease.aim({5, 5}, {25, 25});
    float before = ease.current(1).half_height;
    const float start = before;
    for (int i = 0; i < 240; ++i) {
        ease.update(1 / 60.0f);
        const float now = ease.current(1).half_height;
        EXPECT_GE(now, before);
        EXPECT_LT(now / before, 1.3f) << "a jump";
        before = now;
    }
    EXPECT_GT(before, 5 * start);
    EXPECT_NEAR(before, 10 * ViewportEase::kMargin, 1e-2f);
    EXPECT_NEAR(ease.current(1).centre.x, 15, 1e-2f);
    EXPECT_TRUE(ease.resting());
}

TEST(ViewportEase, IsTheSameAtAnyFrameRate) {
    ViewportEase fast;
    ViewportEase slow;
    for (ViewportEase* ease : {&fast, &slow}) {
        ease->aim({-1, -1}, {1, 1});
        ease->aim({-9, -9}, {9, 9});
    }
    for (int i = 0; i < 24; ++i) {
        fast.update(1 / 120.0f);
    }
    for (int i = 0; i < 6; ++i) {
        slow.update(1 / 30.0f);
    }
    EXPECT_NEAR(fast.current(1).half_height, slow.current(1).half_height, 1e-3f);
}

TEST(ViewportEase, RestsWhileTheBoxWobbles) {
    ViewportEase ease;
    ease.aim({-1, -1}, {1, 1});
    for (int i = 0; i < 100; ++i) {
        const float noise = 0.07f * std::sin(static_cast<float>(i));
        ease.aim({-1 - noise, -1 + noise}, {1 + noise, 1});
        ease.update(1 / 60.0f);
    }
    EXPECT_FLOAT_EQ(ease.current(1).half_height, ViewportEase::kMargin);
    EXPECT_FLOAT_EQ(ease.current(1).centre.x, 0);
}

// After a change it rests, too: it grows for the largest box once and not back for a smaller one.
TEST(ViewportEase, RestsSoonInTheNoiseOfTraining) {
    ViewportEase ease;
    ease.aim({-1, -1}, {1, 1});
    int moves = 0;
    for (int i = 0; i < 2000; ++i) {
        const float noise = 0.1f * std::sin(2.4f * static_cast<float>(i));
        ease.aim({-1 - noise, -1 + noise}, {1 + noise, 1});
        ease.update(1 / 60.0f);
        moves += i > 300 && !ease.resting() ? 1 : 0;
    }
    EXPECT_EQ(moves, 0);
}

TEST(ViewportEase, HoldsTheBoxAndIsNotMuchLarger) {
    ViewportEase ease;
    ease.aim({-1, -1}, {1, 1});
    for (int i = 0; i < 400; ++i) {
        const float size = std::exp(1.5f * std::sin(0.05f * static_cast<float>(i)));
        const glm::vec2 lo(-size, -0.3f), hi(2 * size, 0.3f);
        ease.aim(lo, hi);
        ease.snap();
        const Viewport view = ease.current(1);
        EXPECT_LE(view.lo().x, lo.x * 0.999f);
        EXPECT_GE(view.hi().x, hi.x * 0.999f);
        EXPECT_LE(view.half_height,
                  1.001f * ViewportEase::kLoose * ViewportEase::kMargin * 1.5f * size);
    }
}

// The shorter side of states on a line does not set the size of the picture.
TEST(ViewportEase, RestsWhileTheShorterSideChanges) {
    ViewportEase ease;
    ease.aim({-10, -0.5f}, {10, 0.5f});
    for (int i = 0; i < 100; ++i) {
        const float half = 0.38f + 0.12f * std::abs(std::sin(static_cast<float>(i)));
        ease.aim({-10, -half}, {10, half});
        ease.update(1 / 60.0f);
        EXPECT_TRUE(ease.resting());
    }
}

TEST(ViewportEase, GivesAPointSurroundingsWhateverWasBefore) {
    ViewportEase ease;
    for (const float before : {2e-4f, 0.5f, 30.0f}) {
        ease.aim({-before, -before}, {before, before});
        ease.snap();
        ease.aim({0.2f, 0.1f}, {0.2f, 0.1f});
        ease.snap();
        EXPECT_NEAR(ease.current(1).half_height, 1, 0.3f) << before;
    }
    for (int i = 0; i < 200; ++i) {
        const glm::vec2 at(0.02f * static_cast<float>(i), 0);
        ease.aim(at, at);
        ease.snap();
        EXPECT_LT(std::abs(ease.current(1).centre.x - at.x), 0.6f);
    }
}

TEST(ViewportEase, FitsTheLastBoxOnDemand) {
    ViewportEase ease;
    ease.aim({0, 0}, {10, 10});
    ease.aim({1, 0}, {11, 10});
    ease.fit();
    ease.snap();
    EXPECT_NEAR(ease.current(1).centre.x, 6, 1e-4f);
    EXPECT_NEAR(ease.current(1).half_height, 5 * ViewportEase::kMargin, 1e-4f);
}

TEST(ViewportEase, SurvivesBrokenBoxes) {
    const float inf = std::numeric_limits<float>::infinity();
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float huge = std::numeric_limits<float>::max();
    ViewportEase ease;
    const glm::vec2 boxes[][2] = {
        {{nan, 0}, {1, 1}}, {{-inf, 0}, {1, inf}}, {{-huge, -huge}, {huge, huge}},
        {{2, 2}, {2, 2}},   {{1, 1}, {-1, -1}},    {{0, 0}, {1e-30f, 0}}};
    for (const auto& box : boxes) {
        ease.aim(box[0], box[1]);
        ease.update(0.1f);
        ease.update(nan);
        ease.update(1e9f);
        for (const float aspect : {1.0f, 0.0f, nan, inf}) {
            const Viewport view = ease.current(aspect);
            EXPECT_TRUE(std::isfinite(view.centre.x) && std::isfinite(view.centre.y));
            EXPECT_TRUE(std::isfinite(view.half_height) && view.half_height > 0);
            EXPECT_GT(view.aspect, 0);
        }
    }
}

TEST(ViewportEase, SnapsOnDemand) {
    ViewportEase ease;
    ease.aim({-1, -1}, {1, 1});
    ease.aim({-4, -4}, {4, 4});
    ease.snap();
    EXPECT_NEAR(ease.current(1).half_height, 4 * ViewportEase::kMargin, 1e-4f);
}

}  // namespace
}  // namespace la
