#include "render/plot/range.h"

#include <gtest/gtest.h>

#include <cmath>

namespace la::plot {
namespace {

TEST(FitRange, HoldsTheDataOnRoundNumbers) {
    const Range range = fit_range({0.13, 9.7}, AxisScale::Linear);
    EXPECT_DOUBLE_EQ(range.lo, 0);
    EXPECT_DOUBLE_EQ(range.hi, 10);
    const Range log = fit_range({0.12, 130}, AxisScale::Log);
    EXPECT_NEAR(log.lo, 0.1, 1e-9);
    EXPECT_NEAR(log.hi, std::pow(10, 2.25), 1e-6);
}

TEST(FitRange, IsNeverEmpty) {
    for (const AxisScale scale : {AxisScale::Linear, AxisScale::Log}) {
        for (const Range data : {Range{}, Range{3, 3}, Range{0, 0}, Range{-2, -2}, Range{-1, 5}}) {
            const Range range = fit_range(data, scale);
            EXPECT_TRUE(range.valid());
            EXPECT_TRUE(scale == AxisScale::Linear || range.lo > 0);
        }
    }
}

TEST(SettleRange, DoesNotJitterWhileDataGrow) {
    Range range;
    int changes = 0;
    for (int i = 1; i <= 1000; ++i) {
        const Range next = settle_range(range, {0, static_cast<double>(i)}, AxisScale::Linear);
        EXPECT_LE(next.lo, 0);
        EXPECT_GE(next.hi, i);
        changes += next.hi != range.hi || next.lo != range.lo;
        range = next;
    }
    EXPECT_LT(changes, 50);
}

TEST(SettleRange, ShrinksWhenMostIsEmpty) {
    const Range range = settle_range({0, 100}, {0, 10}, AxisScale::Linear);
    EXPECT_LT(range.hi, 20);
    const Range kept = settle_range({0, 100}, {0, 70}, AxisScale::Linear);
    EXPECT_EQ(kept.hi, 100);
}

TEST(Range, IgnoresValuesThatAreNotFinite) {
    Range range;
    range.include(NAN);
    EXPECT_TRUE(range.empty());
    range.include(2);
    range.include(INFINITY);
    range.include(-1);
    EXPECT_EQ(range.lo, -1);
    EXPECT_EQ(range.hi, 2);
}

TEST(ToUnit, IsInvertedByFromUnit) {
    for (const double value : {0.02, 1.0, 55.0}) {
        for (const AxisScale scale : {AxisScale::Linear, AxisScale::Log}) {
            const Range range{0.01, 100};
            EXPECT_NEAR(from_unit(to_unit(value, range, scale), range, scale), value, 1e-9);
        }
    }
    EXPECT_DOUBLE_EQ(to_unit(1, {0.01, 100}, AxisScale::Log), 0.5);
    EXPECT_EQ(to_unit(0, {0.01, 100}, AxisScale::Log), -INFINITY);
}

}  // namespace
}  // namespace la::plot
