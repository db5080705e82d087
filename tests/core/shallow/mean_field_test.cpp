// The theory: printed values, closed forms, ends and tails. That its tables solve the differential
// equation is seen by tests/witness/mean_field_witness.py.

#include "core/shallow/mean_field.h"

#include <cmath>
#include <limits>
#include <numbers>

#include <gtest/gtest.h>

namespace la {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

ShallowConfig with(ShallowPoints points, double label_noise = 0) {
    ShallowConfig out;
    out.points = points;
    out.label_noise = label_noise;
    return out;
}

struct Printed {
    double t, gamma, phi;
};

void expect_printed(const MeanField& theory, std::initializer_list<Printed> printed,
                    double tolerance) {
    for (const auto& [t, gamma, phi] : printed) {
        const MeanField::Point at = theory.at(t);
        EXPECT_EQ(at.t, t);
        EXPECT_NEAR(at.gamma, gamma, tolerance) << t;
        EXPECT_NEAR(at.phi, phi, tolerance) << t;
    }
}

TEST(MeanField, HasThePrintedNumbers) {
    const MeanField gaussian(with(ShallowPoints::Gaussian), 1);
    expect_printed(gaussian,
                   {{1, 0.28209467, 0.99999803},
                    {2, 0.55631039, 0.96289544},
                    {5, 0.98292418, 0.58091780},
                    {10, 1.22657147, 0.37604031},
                    {20, 1.43461828, 0.25256194}},
                   6e-9);
    expect_printed(
        gaussian,
        {{100, 1.866056, 0.107796}, {1000, 2.449242, 0.033653}, {10000, 3.025805, 0.010625}}, 6e-7);
    EXPECT_NEAR(gaussian.at(5).x_star, 0.80801457, 6e-9);
    expect_printed(MeanField(with(ShallowPoints::Gaussian), 0.1), {{20, 2.512867, 0.289726}}, 6e-7);
    expect_printed(MeanField(with(ShallowPoints::Gaussian), 10), {{20, 0.507647, 0.186498}}, 6e-7);
    // Printed after steps across the corner at which the first points are satisfied.
    expect_printed(MeanField(with(ShallowPoints::Circle), 1),
                   {{3, 0.67523724, 1},
                    {5, 1.00724436, 0.55772306},
                    {10, 1.23199944, 0.32227001},
                    {20, 1.41732516, 0.21641131}},
                   1e-7);
    const MeanField noise(with(ShallowPoints::Gaussian, 0.05), 1);
    EXPECT_NEAR(noise.at(5).gamma, 0.928058, 6e-7);
    EXPECT_NEAR(noise.at(20).gamma, 1.301228, 6e-7);
}

// A gap or wrong labels end it; else gamma grows on and phi sqrt t tends to a number that neither
// alpha nor h changes.
TEST(MeanField, EndsOrHasATail) {
    const double reach = 2 * std::numbers::sqrt2;
    const MeanField gap(with(ShallowPoints::Gap), 1);
    EXPECT_NEAR(gap.gamma_end(), std::asinh(reach / 0.3) / 2, 1e-14);
    EXPECT_NEAR(gap.at(1e4).gamma, gap.gamma_end(), 1e-10);
    EXPECT_NEAR(gap.at(1e4).phi, 0, 1e-10);
    EXPECT_EQ(gap.tail(), 0);
    const double x = std::sqrt(-2 * std::log(0.9 / 0.95));
    const MeanField noise(with(ShallowPoints::Gaussian, 0.05), 1);
    EXPECT_NEAR(noise.gamma_end(), std::asinh(reach / x) / 2, 1e-14);
    EXPECT_NEAR(noise.at(1e4).phi, 0.257721875, 1e-9);
    EXPECT_EQ(noise.tail(), 0);
    const double r = 0.05 / 0.95;  // on the circle 1 - sqrt(1 - x^2) = r
    EXPECT_NEAR(MeanField(with(ShallowPoints::Circle, 0.05), 1).gamma_end(),
                std::asinh(reach / std::sqrt(1 - (1 - r) * (1 - r))) / 2, 1e-12);
    for (const double alpha : {0.01, 0.1, 1.0}) {
        for (const ShallowPoints points : {ShallowPoints::Gaussian, ShallowPoints::Circle}) {
            const MeanField theory(with(points), alpha);
            EXPECT_EQ(theory.gamma_end(), kInfinity);
            EXPECT_NEAR(theory.at(1e5).phi * std::sqrt(1e5), theory.tail(), 2e-3) << alpha;
        }
    }
    EXPECT_NEAR(MeanField(with(ShallowPoints::Gaussian), 1).tail(), 1.0622519, 1e-7);
    EXPECT_NEAR(MeanField(with(ShallowPoints::Circle), 1).tail(), 0.948850, 1e-6);
}

// phi leaves .95 later, the smaller alpha is; when x* reaches a point it is satisfied.
TEST(MeanField, TellsWhenAPointIsSatisfied) {
    const double x = 1.959963984540054;  // erf(x / sqrt 2) = .95
    const std::pair<double, double> plateaus[] = {{1e-3, 14.175296552},
                                                  {1e-2, 10.094090064},
                                                  {0.1, 6.014794116},
                                                  {1, 2.102191313},
                                                  {10, 0.261506205}};  // by scipy.integrate.quad
    for (const auto& [alpha, t] : plateaus) {
        const MeanField theory(with(ShallowPoints::Gaussian), alpha);
        EXPECT_NEAR(theory.saturation_time(x), t, 1e-9) << alpha;
        EXPECT_NEAR(theory.at(theory.saturation_time(x)).phi, 0.95, 1e-12) << alpha;
        EXPECT_EQ(theory.saturation_time(0), kInfinity);
        EXPECT_EQ(theory.saturation_time(1e-9), kInfinity) << "beyond the table";
    }
    const MeanField noise(with(ShallowPoints::Gaussian, 0.05), 1);
    EXPECT_EQ(noise.saturation_time(0.328), kInfinity);
    EXPECT_LT(noise.saturation_time(0.329), 150);
    const MeanField circle(with(ShallowPoints::Circle), 1);
    EXPECT_NEAR(circle.saturation_time(1), 3.915840, 6e-7);
}

// s2 scales as alpha does, and both as 1/h; time scales as sqrt d where x* is the same.
TEST(MeanField, DependsOnOneRatio) {
    ShallowConfig config = with(ShallowPoints::Gaussian);
    const MeanField one(config, 2, 0.5);
    const MeanField plain(config, 1);
    config.margin = 7;
    const MeanField wide(config, 7);
    for (const double t : {0.5, 3.0, 30.0}) {
        EXPECT_NEAR(one.at(t).gamma, plain.at(t).gamma, 1e-13);
        EXPECT_NEAR(wide.at(t).gamma, plain.at(t).gamma, 1e-13);
    }
    config.margin = 0.2;
    config.dimension = 50;  // sqrt d is 5 times as large
    const MeanField many(config, 1);
    EXPECT_NEAR(many.at(15).gamma, plain.at(3).gamma, 1e-12);
    EXPECT_NEAR(many.early_gamma(15), plain.early_gamma(3), 1e-14);
    EXPECT_NEAR(plain.early_gamma(1), 1 / std::sqrt(4 * std::numbers::pi), 1e-15);
    EXPECT_NEAR(plain.at(0.01).gamma, plain.early_gamma(0.01), 1e-15);
}

TEST(MeanField, TablesAreBoundedAndGrow) {
    for (const ShallowPoints points :
         {ShallowPoints::Gaussian, ShallowPoints::Circle, ShallowPoints::Gap}) {
        for (const double noise : {0.0, 0.1, 0.499}) {
            for (const double alpha : {1e-9, 1e-3, 1.0, 1e6}) {
                for (const double margin : {1e-6, 1.0, 1e6}) {
                    ShallowConfig config = with(points, noise);
                    config.margin = margin;
                    const MeanField theory(config, alpha);
                    const auto table = theory.table();
                    ASSERT_LE(table.size(), MeanField::kMostPoints);
                    ASSERT_GE(table.size(), 2u) << alpha << " " << margin;
                    EXPECT_EQ(table[0].t, 0);
                    EXPECT_EQ(table[0].phi, 1);
                    for (std::size_t i = 1; i < table.size(); ++i) {
                        ASSERT_GT(table[i].t, table[i - 1].t);
                        ASSERT_GE(table[i].gamma, table[i - 1].gamma);
                        ASSERT_TRUE(std::isfinite(table[i].t + table[i].x_star));
                    }
                    EXPECT_LE(theory.at(1e300).gamma, theory.gamma_end());
                    EXPECT_EQ(theory.at(-1).phi, 1);
                }
            }
        }
    }
}

TEST(MeanField, MovesNodesByOneNumber) {
    EXPECT_EQ(MeanField::displacement(0), 0);
    EXPECT_NEAR(MeanField::displacement(1), 4 * std::cosh(1) * (std::cosh(1) - 1), 1e-14);
    EXPECT_NEAR(MeanField::displacement(1e-6), 2e-12, 1e-20);
    EXPECT_EQ(MeanField::correlation(0.3), std::tanh(0.6));
    EXPECT_EQ(MeanField::why_not(with(ShallowPoints::Circle)), "");
    EXPECT_NE(MeanField::why_not(with(ShallowPoints::Dataset)), "");
}

}  // namespace
}  // namespace la
