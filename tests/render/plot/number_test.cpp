#include "render/plot/number.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace la::plot {
namespace {

TEST(Compact, WritesNumbersAsAPersonWould) {
    EXPECT_EQ(compact(0), "0");
    EXPECT_EQ(compact(-0.0), "0");
    EXPECT_EQ(compact(1503.4), "1503");
    EXPECT_EQ(compact(13.31), "13.3");
    EXPECT_EQ(compact(0.03), "0.0300");
    EXPECT_EQ(compact(0.00548), "0.00548");
    EXPECT_EQ(compact(9.36e-4), "9.4×10⁻⁴");
    EXPECT_EQ(compact(1.2e-6), "1.2×10⁻⁶");
    EXPECT_EQ(compact(12345), "12.3k");
    EXPECT_EQ(compact(-2.5), "-2.50");
    EXPECT_EQ(compact(4.2e6), "4.20M");
    EXPECT_EQ(compact(7e9), "7.00G");
    EXPECT_EQ(compact(1.2e15), "1.2×10¹⁵");
    EXPECT_EQ(compact(1.2e-100), "1.2×10⁻¹⁰⁰");
}

TEST(Compact, RoundsIntoTheNextForm) {
    EXPECT_EQ(compact(9.999), "10.0");
    EXPECT_EQ(compact(99.99), "100");
    EXPECT_EQ(compact(0.99999), "1.00");
    EXPECT_EQ(compact(9999.9), "10.0k");
    EXPECT_EQ(compact(999999), "1.00M");
    EXPECT_EQ(compact(0.09999), "0.100");
    EXPECT_EQ(compact(0.009999), "0.0100");
    EXPECT_EQ(compact(0.0009999), "0.00100");
}

TEST(Plain, LeavesOutZerosThatSayNothing) {
    EXPECT_EQ(plain(0), "0");
    EXPECT_EQ(plain(0.03), "0.03");
    EXPECT_EQ(plain(-2.5), "-2.5");
    EXPECT_EQ(plain(10), "10");
    EXPECT_EQ(plain(100), "100");
    EXPECT_EQ(plain(1500), "1500");
    EXPECT_EQ(plain(1e4), "10k");
    EXPECT_EQ(plain(4.2e6), "4.2M");
    EXPECT_EQ(plain(1e-5), "10⁻⁵");
    EXPECT_EQ(plain(-2e-6), "-2×10⁻⁶");
    EXPECT_EQ(plain(std::nan("")), "nan");
}

TEST(Compact, NamesValuesThatAreNotFinite) {
    EXPECT_EQ(compact(std::nan("")), "nan");
    EXPECT_EQ(compact(std::numeric_limits<double>::infinity()), "inf");
    EXPECT_EQ(compact(-std::numeric_limits<double>::infinity()), "-inf");
}

}  // namespace
}  // namespace la::plot
