#include "app/readouts/frame_times.h"

#include <gtest/gtest.h>

namespace la {
namespace {

TEST(FrameTimes, AreZeroBeforeTheFirstFrame) {
    const FrameTimes times;
    EXPECT_EQ(times.percentile(0.5f), 0);
    EXPECT_EQ(times.frames_per_second(), 0);
}

TEST(FrameTimes, GivePercentilesOfFewFrames) {
    FrameTimes times;
    times.add(0.25f);
    EXPECT_EQ(times.percentile(0), 0.25f);
    EXPECT_EQ(times.percentile(0.99f), 0.25f);
    EXPECT_EQ(times.percentile(1), 0.25f);
    EXPECT_EQ(times.frames_per_second(), 4);
}

TEST(FrameTimes, FindTheFewLongFrames) {
    FrameTimes times;
    for (int i = 1; i <= 100; ++i) {
        times.add(static_cast<float>((i * 37) % 100 + 1));  // 1..100, shuffled
    }
    EXPECT_EQ(times.percentile(0), 1);
    EXPECT_EQ(times.percentile(0.5f), 51);
    EXPECT_EQ(times.percentile(0.99f), 100);
    EXPECT_EQ(times.percentile(1), 100);
}

TEST(FrameTimes, ForgetOldFrames) {
    FrameTimes times;
    for (int i = 0; i < 50; ++i) {
        times.add(1);
    }
    for (int i = 0; i < 300; ++i) {
        times.add(0.01f);
    }
    EXPECT_EQ(times.percentile(1), 0.01f);
}

}  // namespace
}  // namespace la
