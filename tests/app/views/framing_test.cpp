#include "app/views/framing.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace la {
namespace {

using States = std::vector<glm::vec2>;

// A disc of points of this radius around (x, 0).
States disc(float x, float radius, int count = 1000) {
    States out;
    for (int i = 0; i < count; ++i) {
        const float r =
            radius * std::sqrt((static_cast<float>(i) + 0.5f) / static_cast<float>(count));
        const float angle = 2.39996f * static_cast<float>(i);  // golden angle
        out.emplace_back(x + r * std::cos(angle), r * std::sin(angle));
    }
    return out;
}

Observation observation(std::initializer_list<States> members) {
    Observation out;
    for (const States& states : members) {
        out.members.push_back({.states = std::make_shared<const States>(states)});
    }
    return out;
}

TEST(Framing, HoldsAllOfB) {
    const Box box = frame_box(observation({disc(5, 2)}));
    EXPECT_NEAR(box.lo.x, 3, 0.2f);
    EXPECT_NEAR(box.hi.x, 7, 0.2f);
    EXPECT_NEAR(box.lo.y, -2, 0.2f);
    EXPECT_NEAR(box.hi.y, 2, 0.2f);
}

TEST(Framing, GrowsLittleForADistantA) {
    const Box alone = frame_box(observation({disc(0, 2)}));
    const Box both = frame_box(observation({disc(-500, 60), disc(0, 2)}));
    EXPECT_LE(both.lo.x, alone.lo.x);
    EXPECT_GE(both.lo.x, alone.lo.x - 0.31f * 4) << "A may add at most 0.3 of B's size";
    EXPECT_LE(both.hi.y, alone.hi.y + 0.31f * 4);
    const Box near = frame_box(observation({disc(-0.5f, 2), disc(0, 2)}));
    EXPECT_NEAR(near.lo.x, -2.5f, 0.2f) << "what is near is shown";
}

TEST(Framing, HoldsBothOrAIfAsked) {
    const Observation far = observation({disc(-500, 60), disc(0, 2)});
    const Box both = frame_box(far, FrameOf::Both);
    EXPECT_NEAR(both.lo.x, -560, 10);
    EXPECT_NEAR(both.hi.x, 2, 0.2f);
    const Box of_a = frame_box(far, FrameOf::A);
    EXPECT_NEAR(of_a.lo.x, -560, 10);
    EXPECT_NEAR(of_a.hi.x, -440, 10);
    const Box alone = frame_box(observation({disc(0, 2)}), FrameOf::A);
    EXPECT_NEAR(alone.hi.x, 2, 0.2f) << "without an A the frame is B's";
}

TEST(Framing, DoesNotChangeForASmallA) {
    const Box alone = frame_box(observation({disc(0, 2)}));
    const Box both = frame_box(observation({disc(0, 1), disc(0, 2)}));
    EXPECT_EQ(alone.lo, both.lo);
    EXPECT_EQ(alone.hi, both.hi);
}

TEST(Framing, DoesNotGrowForFewOutliers) {
    States states = disc(0, 2);
    for (int i = 0; i < 8; ++i) {
        states[static_cast<std::size_t>(i) * 100] = {1e6f * static_cast<float>(i % 2 ? 1 : -1),
                                                     1e6f};
    }
    const Box box = frame_box(observation({states}));
    EXPECT_GT(box.lo.x, -2.5f);
    EXPECT_LT(box.hi.x, 2.5f);
    EXPECT_LT(box.hi.y, 2.5f);
}

TEST(Framing, LeavesOutWhatIsNotFinite) {
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
    constexpr float kInf = std::numeric_limits<float>::infinity();
    States states = disc(0, 2);
    for (std::size_t i = 0; i < states.size(); i += 2) {
        states[i] = i % 4 ? glm::vec2(kNan, 0) : glm::vec2(0, -kInf);
    }
    const Box box = frame_box(observation({states}));
    EXPECT_NEAR(box.hi.x, 2, 0.3f);
    EXPECT_NEAR(box.lo.y, -2, 0.3f);
    const States none(100, glm::vec2(kNan));
    for (const Box& b : {frame_box(observation({none})), frame_box(observation({none, none})),
                         frame_box(observation({States{}}))}) {
        EXPECT_LT(b.lo.x, b.hi.x);
        EXPECT_TRUE(std::isfinite(b.lo.x) && std::isfinite(b.hi.y));
    }
}

TEST(Framing, LooksAtMoreThanTheFirstStates) {
    States states = disc(0, 1, 20000);
    const States later = disc(10, 1, 20000);
    states.insert(states.end(), later.begin(), later.end());
    const Box box = frame_box(observation({states}));
    EXPECT_NEAR(box.lo.x, -1, 0.2f);
    EXPECT_NEAR(box.hi.x, 11, 0.2f);
}

TEST(CountOutside, CountsAtTheDepthBetweenTwoLayers) {
    // Two points, two layers: one stays at 0, the other goes 0 -> 4 -> 4.
    const States states = {{0, 0}, {0, 0}, {0, 0}, {4, 0}, {0, 0}, {4, 0}};
    const Box view{{-1, -1}, {2.5f, 1}};
    EXPECT_EQ(count_outside(states, 2, 0, view), 0);
    EXPECT_EQ(count_outside(states, 2, 0.5f, view), 0);
    EXPECT_EQ(count_outside(states, 2, 0.75f, view), 1);
    EXPECT_EQ(count_outside(states, 2, 2, view), 1);
    EXPECT_EQ(count_outside(states, 2, 2, {{-1, -1}, {5, 1}}), 0);
}

TEST(CountOutside, CountsPointsThatAreNotFinite) {
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
    const States states = {{0, 0}, {0, 0}, {0, 0}, {kNan, 0}};
    EXPECT_EQ(count_outside(states, 2, 1, {}), 1);
}

}  // namespace
}  // namespace la
