#include "render/colour_map.h"

#include <gtest/gtest.h>

#include <cmath>

namespace la {
namespace {

// CIE lightness L*, 0..100, of an sRGB colour.
double lightness(glm::vec4 c) {
    const auto linear = [](double v) {
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    const double y = 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
    return y > 216.0 / 24389 ? 116 * std::cbrt(y) - 16 : 24389.0 / 27 * y;
}

TEST(ColourMap, GetsLighterInEqualSteps) {
    const double whole = lightness(colour_map(1)) - lightness(colour_map(0));
    EXPECT_GT(whole, 95);
    // The first steps, next to black, are the smallest.
    for (int i = 1; i <= 20; ++i) {
        const double step = lightness(colour_map(i / 20.0)) - lightness(colour_map((i - 1) / 20.0));
        EXPECT_NEAR(step, whole / 20, 0.45 * whole / 20) << i;
    }
}

TEST(ColourMap, HoldsItsEnds) {
    EXPECT_EQ(colour_map(-3), colour_map(0));
    EXPECT_EQ(colour_map(7), colour_map(1));
    EXPECT_EQ(colour_map(std::nan("")), colour_map(0));
}

}  // namespace
}  // namespace la
