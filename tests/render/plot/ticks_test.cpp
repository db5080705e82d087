#include "render/plot/ticks.h"

#include <gtest/gtest.h>

#include <cmath>

namespace la::plot {
namespace {

std::vector<std::string> labels(const std::vector<Tick>& ticks) {
    std::vector<std::string> out;
    for (const Tick& tick : ticks) {
        if (!tick.label.empty()) {
            out.push_back(tick.label + (tick.raised.empty() ? "" : "^" + tick.raised));
        }
    }
    return out;
}

using Labels = std::vector<std::string>;

TEST(LinearTicks, AreNiceNumbers) {
    EXPECT_EQ(labels(linear_ticks(0, 2500, 6)),
              (Labels{"0", "500", "1000", "1500", "2000", "2500"}));
    EXPECT_EQ(labels(linear_ticks(-1.1, 1.1, 5)), (Labels{"-1", "0", "1"}));
    EXPECT_EQ(labels(linear_ticks(0, 1, 6)), (Labels{"0", "0.2", "0.4", "0.6", "0.8", "1.0"}));
    EXPECT_EQ(labels(linear_ticks(0, 2, 6, 1)), (Labels{"0", "1", "2"})) << "of what is counted";
    EXPECT_EQ(labels(linear_ticks(0, 50000, 6)), (Labels{"0", "10k", "20k", "30k", "40k", "50k"}));
    EXPECT_EQ(labels(linear_ticks(0, 2e-6, 3)), (Labels{"0", "10⁻⁶", "2×10⁻⁶"}));
}

TEST(PlaneTicks, HaveOneStep) {
    const PlaneTicks wide = plane_ticks({-10, 8}, {-5, 4}, 7);
    EXPECT_EQ(labels(wide.y), (Labels{"-4", "-2", "0", "2", "4"}));
    EXPECT_EQ(labels(wide.x), (Labels{"-10", "-8", "-6", "-4", "-2", "0", "2", "4", "6", "8"}));
    EXPECT_EQ(labels(plane_ticks({0, 1}, {0, 30}, 4).x), (Labels{"0", "0.5", "1.0"}));
    EXPECT_EQ(plane_ticks({0, 1}, {0, 30}, 4).y.size(), 61u);
    EXPECT_TRUE(plane_ticks({0, 0}, {0, 1}, 7).y.empty());
    EXPECT_TRUE(plane_ticks({0, INFINITY}, {0, 1}, 7).y.empty());
}

TEST(LinearTicks, StayInsideAndAreFewEnough) {
    for (const double span : {1e-7, 0.3, 1.0, 7.0, 99.0, 12345.0, 3e9}) {
        for (int most = 2; most <= 10; ++most) {
            const auto ticks = linear_ticks(-0.37 * span, 0.63 * span, most);
            ASSERT_FALSE(ticks.empty());
            EXPECT_LE(static_cast<int>(ticks.size()), most + 1) << span << " " << most;
            EXPECT_GE(ticks.front().value, -0.371 * span);
            EXPECT_LE(ticks.back().value, 0.631 * span);
        }
    }
}

TEST(LinearTicks, DoNotExistForBrokenRanges) {
    EXPECT_TRUE(linear_ticks(1, 1, 5).empty());
    EXPECT_TRUE(linear_ticks(2, 1, 5).empty());
    EXPECT_TRUE(linear_ticks(0, INFINITY, 5).empty());
    EXPECT_TRUE(linear_ticks(NAN, 1, 5).empty());
    EXPECT_TRUE(linear_ticks(1, std::nextafter(1.0, 2.0), 5).empty());
}

TEST(LogTicks, SpellOutFewDecades) {
    EXPECT_EQ(labels(log_ticks(0.1, 100, 8)), (Labels{"0.1", "1", "10", "100"}));
}

TEST(LogTicks, RaiseLargeExponents) {
    EXPECT_EQ(labels(log_ticks(1e-6, 1, 8)),
              (Labels{"10^-6", "10^-5", "10^-4", "10^-3", "10^-2", "10^-1", "10^0"}));
}

TEST(LogTicks, ThinManyDecades) {
    EXPECT_EQ(labels(log_ticks(1e-12, 1, 5)),
              (Labels{"10^-12", "10^-9", "10^-6", "10^-3", "10^0"}));
    for (const Tick& tick : log_ticks(1e-12, 1, 5)) {
        const double exponent = std::log10(tick.value);
        EXPECT_NEAR(exponent, std::round(exponent), 1e-9);
    }
}

TEST(LogTicks, FillShortRanges) {
    EXPECT_EQ(labels(log_ticks(0.9, 6, 5)), (Labels{"1", "2", "5"}));
    EXPECT_GE(labels(log_ticks(2.1, 3.9, 5)).size(), 2u);
    EXPECT_GE(labels(log_ticks(1.0, 10.0, 2)).size(), 2u);
}

TEST(LogTicks, AscendWithinTheRange) {
    const auto ticks = log_ticks(0.03, 40, 8);
    for (std::size_t i = 0; i < ticks.size(); ++i) {
        EXPECT_GE(ticks[i].value, 0.03 * 0.999999);
        EXPECT_LE(ticks[i].value, 40 * 1.000001);
        if (i > 0) {
            EXPECT_GT(ticks[i].value, ticks[i - 1].value);
        }
    }
    EXPECT_TRUE(log_ticks(0, 1, 5).empty());
    EXPECT_TRUE(log_ticks(-1, 1, 5).empty());
}

TEST(IntegerTicks, NumberAllLayersOrThinThem) {
    EXPECT_EQ(labels(integer_ticks(1, 4, 8)), (Labels{"1", "2", "3", "4"}));
    EXPECT_EQ(labels(integer_ticks(1, 20, 5)), (Labels{"1", "5", "10", "15", "20"}));
    EXPECT_EQ(labels(integer_ticks(1, 9, 5)), (Labels{"1", "3", "5", "7", "9"}));
    EXPECT_EQ(labels(integer_ticks(1, 64, 8)), (Labels{"1", "10", "20", "30", "40", "50", "60"}));
    EXPECT_EQ(integer_ticks(1, 20, 5).size(), 20u);
}

}  // namespace
}  // namespace la::plot
