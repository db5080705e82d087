#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "render/plot/extremes.h"
#include "render/plot/series.h"

namespace la::plot {
namespace {

struct Curve {
    std::vector<double> x;
    std::vector<double> y;
    Columns columns;

    Series series() {
        columns = {x.data(), y.data()};
        return {.count = static_cast<int>(x.size()),
                .data = &columns,
                .x = Columns::x_at,
                .y = Columns::y_at};
    }
};

Curve wave(int count) {
    Curve curve;
    for (int i = 0; i < count; ++i) {
        curve.x.push_back(i);
        curve.y.push_back(std::sin(i * 0.001));
    }
    return curve;
}

TEST(Decimate, KeepsExtremesAndEnds) {
    Curve curve = wave(100000);
    curve.y[31234] = 17;
    curve.y[71111] = -23;
    const auto samples = decimate(curve.series(), {0, 99999}, AxisScale::Linear, 300);
    EXPECT_LE(samples.size(), 4u * 301u);
    const auto [low, high] = std::minmax_element(samples.begin(), samples.end(),
                                                 [](auto& a, auto& b) { return a.y < b.y; });
    EXPECT_EQ(low->y, -23);
    EXPECT_EQ(low->x, 71111);
    EXPECT_EQ(high->y, 17);
    EXPECT_EQ(high->x, 31234);
    EXPECT_EQ(samples.front().x, 0);
    EXPECT_EQ(samples.back().x, 99999);
    EXPECT_TRUE(
        std::is_sorted(samples.begin(), samples.end(), [](auto& a, auto& b) { return a.x < b.x; }));
}

TEST(Decimate, PassesFewSamplesThrough) {
    Curve curve = wave(50);
    EXPECT_EQ(decimate(curve.series(), {0, 49}, AxisScale::Linear, 300).size(), 50u);
}

TEST(Decimate, KeepsOneSampleBeyondEitherEnd) {
    Curve curve = wave(50);
    const auto samples = decimate(curve.series(), {10.5, 20.5}, AxisScale::Linear, 300);
    EXPECT_EQ(samples.front().x, 10);
    EXPECT_EQ(samples.back().x, 21);
}

TEST(Decimate, JoinsMissingSamplesToOneGap) {
    for (const int count : {100, 100000}) {
        Curve curve = wave(count);
        std::fill(curve.y.begin() + count / 2, curve.y.begin() + count / 2 + count / 10, NAN);
        const auto samples = decimate(curve.series(), {0, count - 1.0}, AxisScale::Linear, 200);
        EXPECT_EQ(std::count_if(samples.begin(), samples.end(),
                                [](const Sample& s) { return std::isnan(s.y); }),
                  1);
    }
}

TEST(Decimate, IsBoundedForAnyNumberOfGaps) {
    Curve curve = wave(100000);
    for (std::size_t i = 0; i < curve.y.size(); i += 2) {
        curve.y[i] = NAN;
    }
    const auto samples = decimate(curve.series(), {0, 99999}, AxisScale::Linear, 300);
    EXPECT_LE(samples.size(), 5u * 301u);
    EXPECT_GT(samples.size(), 300u);
}

TEST(Decimate, KeepsTheWidthOfAGap) {
    Curve curve = wave(100000);
    std::fill(curve.y.begin() + 40000, curve.y.begin() + 60000, INFINITY);
    const auto samples = decimate(curve.series(), {0, 99999}, AxisScale::Linear, 500);
    double before = 0, after = 99999;
    for (const Sample& s : samples) {
        if (!std::isnan(s.y)) {
            before = s.x < 50000 ? std::max(before, s.x) : before;
            after = s.x > 50000 ? std::min(after, s.x) : after;
        }
    }
    EXPECT_NEAR(before, 39999, 200);  // a column
    EXPECT_NEAR(after, 60000, 200);
}

TEST(Decimate, ShowsAGapThatEndsWithItsColumn) {
    Curve curve = wave(100000);
    std::fill(curve.y.begin() + 50150, curve.y.begin() + 50200, NAN);  // columns of 200 samples
    const auto samples = decimate(curve.series(), {0, 100000}, AxisScale::Linear, 500);
    EXPECT_TRUE(std::any_of(samples.begin(), samples.end(),
                            [](const Sample& s) { return std::isnan(s.y); }));
}

TEST(Decimate, IsTheSameWithKeptExtremes) {
    Extremes kept;
    Curve curve = wave(0);
    for (int count = 0; count < 60000; count += 7001) {
        while (static_cast<int>(curve.x.size()) < count) {
            const auto i = static_cast<double>(curve.x.size());
            curve.x.push_back(i);
            curve.y.push_back(std::fmod(i * i * 0.37, 97.0) == 5 ? NAN : std::sin(i * i));
        }
        Series series = curve.series();
        series.version = 1;
        for (const Range x : {Range{0, 60000}, Range{1234.5, 43210}, Range{50, 99}}) {
            const auto a = decimate(series, x, AxisScale::Linear, 123);
            const auto b = decimate(series, x, AxisScale::Linear, 123, &kept);
            ASSERT_EQ(a.size(), b.size());
            for (std::size_t i = 0; i < a.size(); ++i) {
                EXPECT_EQ(a[i].x, b[i].x);
            }
        }
    }
}

TEST(Decimate, ReadsFewOfAMillionKnownSamples) {
    Curve curve = wave(1000000);
    Extremes kept;
    static int reads;
    Series series = curve.series();
    series.version = 1;
    series.y = [](const void* data, int i) {
        ++reads;
        return Columns::y_at(data, i);
    };
    decimate(series, {0, 999999}, AxisScale::Linear, 300, &kept);
    reads = 0;
    decimate(series, {0, 999999}, AxisScale::Linear, 300, &kept);
    EXPECT_LT(reads, 100000);
    series.version = 2;  // old samples have changed
    curve.y[501234] = 9;
    const auto samples = decimate(series, {0, 999999}, AxisScale::Linear, 300, &kept);
    EXPECT_TRUE(std::any_of(samples.begin(), samples.end(), [](auto& s) { return s.y == 9; }));
}

TEST(Decimate, WorksOnALogAxis) {
    Curve curve = wave(100000);
    const auto samples = decimate(curve.series(), {1, 99999}, AxisScale::Log, 100);
    EXPECT_LE(samples.size(), 4u * 102u);
    EXPECT_EQ(samples.back().x, 99999);
}

TEST(Decimate, GivesNothingForNoSamples) {
    Curve curve;
    EXPECT_TRUE(decimate(curve.series(), {0, 1}, AxisScale::Linear, 100).empty());
    EXPECT_EQ(nearest(curve.series(), 3), -1);
}

TEST(Nearest, FindsTheCloserNeighbour) {
    Curve curve = wave(10);
    EXPECT_EQ(nearest(curve.series(), -5), 0);
    EXPECT_EQ(nearest(curve.series(), 3.4), 3);
    EXPECT_EQ(nearest(curve.series(), 3.6), 4);
    EXPECT_EQ(nearest(curve.series(), 99), 9);
}

}  // namespace
}  // namespace la::plot
