// The user's type size: its steps, and how large it can be in a window.

#include "app/ui/type_size.h"

#include <gtest/gtest.h>

#include <vector>

#include "app/ui/layout.h"

namespace la {
namespace {

TEST(TypeSize, GoesInStepsUpAndDownAndBack) {
    std::vector<int> up;
    for (int size = kUsualType; up.size() < 10 && size < kMostType;) {
        up.push_back(size = next_type_size(size, 1, kMostType));
    }
    EXPECT_EQ(up, (std::vector<int>{110, 125, 150, 175, 200, 225, 250}));
    EXPECT_EQ(next_type_size(kMostType, 1, kMostType), kMostType);
    EXPECT_EQ(next_type_size(100, -1, kMostType), 90);
    EXPECT_EQ(next_type_size(90, -1, kMostType), 80);
    EXPECT_EQ(next_type_size(80, -1, kMostType), 80);
    EXPECT_EQ(next_type_size(225, 0, kMostType), 100);
    EXPECT_EQ(next_type_size(133, 1, kMostType), 150);
    EXPECT_EQ(next_type_size(133, -1, kMostType), 125);
}

// No step of a key is lost on a size that cannot be seen.
TEST(TypeSize, EndsAtTheLargestThatTheWindowHasRoomFor) {
    EXPECT_EQ(next_type_size(150, 1, 162), 162);
    EXPECT_EQ(next_type_size(162, 1, 162), 162);
    EXPECT_EQ(next_type_size(250, -1, 162), 150) << "of a window that was larger";
}

TEST(TypeSize, ScalesWhatSuitsTheWindow) {
    EXPECT_FLOAT_EQ(type_scale(1.2f, 100, 3).scale, 1.2f);
    EXPECT_FLOAT_EQ(type_scale(1.2f, 150, 3).scale, 1.8f);
    EXPECT_FLOAT_EQ(type_scale(1.2f, 80, 3).scale, 0.96f);
    EXPECT_FLOAT_EQ(type_scale(1.2f, 250, 1.8f).scale, 1.8f);
    EXPECT_EQ(type_scale(1.2f, 250, 1.8f).largest, 150);
    EXPECT_EQ(type_scale(1, 100, 9).largest, kMostType);
    EXPECT_FLOAT_EQ(type_scale(0.75f, 100, 0.2f).scale, 0.75f) << "of a window that is too small";
    EXPECT_EQ(type_scale(0.75f, 100, 0.2f).largest, 100);
}

TEST(TypeSize, HasRoomForHalfAsMuchAgainInEveryUsualWindow) {
    for (const ImVec2 window : {ImVec2(1280, 720), ImVec2(1600, 900), ImVec2(1920, 1080)}) {
        EXPECT_GE(type_scale(ui_scale(window, 1), 100, largest_scale(window, false)).largest, 150)
            << window.x;
    }
    EXPECT_GE(
        type_scale(ui_scale({3840, 2160}, 2), 100, largest_scale({3840, 2160}, false)).largest,
        150);
}

}  // namespace
}  // namespace la
