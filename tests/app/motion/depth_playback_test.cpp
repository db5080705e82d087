#include "app/motion/depth_playback.h"

#include <gtest/gtest.h>

namespace la {
namespace {

constexpr float kLayers = 9;
constexpr float kRate = 3;  // layers per second

// Seconds spent at the start, between the ends, and at the end in one loop.
struct Loop {
    float start = 0, between = 0, end = 0;
};

Loop play_one_loop(float frame) {
    Depth depth;
    Loop loop;
    bool was_at_end = false;
    for (int i = 0; i < 10000; ++i) {
        play_depth(depth, kLayers, kRate, frame);
        EXPECT_GE(depth.value, 0);
        EXPECT_LE(depth.value, kLayers);
        if (was_at_end && depth.value == 0) {
            return loop;
        }
        was_at_end = depth.value == kLayers;
        (depth.value == 0 ? loop.start : was_at_end ? loop.end : loop.between) += frame;
    }
    ADD_FAILURE() << "never came back to 0";
    return loop;
}

TEST(DepthPlayback, RestsAtBothEndsWhateverTheFrameRate) {
    for (const float frame : {1.0f / 240, 1.0f / 60, 1.0f / 25}) {
        const Loop loop = play_one_loop(frame);
        EXPECT_NEAR(loop.start, 0.6f, 2 * frame);
        EXPECT_NEAR(loop.between, kLayers / kRate, 2 * frame);
        EXPECT_NEAR(loop.end, 1.2f, 2 * frame);
    }
}

TEST(DepthPlayback, MovesAtTheGivenRate) {
    Depth depth{.value = 2, .playing = true, .rest = 0};
    play_depth(depth, kLayers, kRate, 0.5f);
    EXPECT_FLOAT_EQ(depth.value, 3.5f);
}

TEST(DepthPlayback, DoesNotMoveWhenPausedAndStaysInRange) {
    Depth depth{.value = 4.25f, .playing = false, .rest = 0};
    play_depth(depth, kLayers, kRate, 1);
    EXPECT_EQ(depth.value, 4.25f);
    play_depth(depth, 3, kRate, 1);
    EXPECT_EQ(depth.value, 3) << "a network with fewer layers has taken its place";
}

TEST(DepthPlayback, ALongFrameDoesNotLeaveTheRange) {
    Depth depth{.value = 1, .playing = true, .rest = 0};
    play_depth(depth, kLayers, kRate, 1000);
    EXPECT_EQ(depth.value, kLayers);
}

TEST(StepDepth, GoesFromLayerToLayerAndRoundTheEnds) {
    const auto step = [](float from, int direction) {
        Depth depth{.value = from, .playing = true};
        step_depth(depth, kLayers, direction);
        EXPECT_FALSE(depth.playing);
        return depth.value;
    };
    EXPECT_EQ(step(0, 1), 1);
    EXPECT_EQ(step(3, 1), 4);
    EXPECT_EQ(step(3.4f, 1), 4);
    EXPECT_EQ(step(2.99999f, 1), 4) << "as good as at layer 3";
    EXPECT_EQ(step(8.5f, 1), 9);
    EXPECT_EQ(step(9, 1), 0);
    EXPECT_EQ(step(9, -1), 8);
    EXPECT_EQ(step(3.4f, -1), 3);
    EXPECT_EQ(step(0.5f, -1), 0);
    EXPECT_EQ(step(0, -1), 9);
}

}  // namespace
}  // namespace la
