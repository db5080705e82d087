// The vector functions in double precision against the C library in long double.

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#define LA_ISA tested
#define LA_WIDTH 2
#include "core/engine/exact/vmath64.h"

namespace la {
namespace {

namespace ours = exact::tested;

double v_exp(double x) {
    return ours::exp(ours::splat(x))[0];
}
double v_tanh(double x) {
    return ours::tanh(ours::splat(x))[0];
}
double v_erf(double x) {
    return ours::erf(ours::splat(x), ours::exp(ours::splat(-x * x)))[0];
}
double v_log1p(double x) {
    return ours::log1p(ours::splat(x))[0];
}

// The largest error over x in [from, to], in units of the last place of the result.
double worst_ulp(double (*function)(double), long double (*exact)(long double), double from,
                 double to) {
    double worst = 0;
    constexpr int kSteps = 300000;
    for (int n = 0; n <= kSteps; ++n) {
        const double x = from + (to - from) * n / kSteps;
        const long double want = exact(x);
        const double ulp =
            std::ldexp(1.0, std::ilogb(std::max(std::abs(static_cast<double>(want)), 1e-300)) - 52);
        worst = std::max(worst, static_cast<double>(std::abs(function(x) - want)) / ulp);
    }
    return worst;
}

TEST(ExactMath, IsExactToFourUnitsInTheLastPlace) {
    EXPECT_LT(worst_ulp(v_exp, std::exp, -690, 709.7), 4);
    EXPECT_LT(worst_ulp(v_exp, std::exp, -1, 1), 4);
    EXPECT_LT(worst_ulp(v_tanh, std::tanh, -25, 25), 4);
    EXPECT_LT(worst_ulp(v_tanh, std::tanh, -1, 1), 4);
    EXPECT_LT(worst_ulp(v_tanh, std::tanh, -1e-4, 1e-4), 4);
    EXPECT_LT(worst_ulp(v_erf, std::erf, -7, 7), 4);
    EXPECT_LT(worst_ulp(v_erf, std::erf, -1.1, 1.1), 4);
    EXPECT_LT(worst_ulp(v_erf, std::erf, -1e-4, 1e-4), 4);
    EXPECT_LT(worst_ulp(v_log1p, std::log1p, 0, 1), 4);
    EXPECT_LT(worst_ulp(v_log1p, std::log1p, 0, 10), 4);
    EXPECT_LT(worst_ulp(v_log1p, std::log1p, 0, 1e-6), 4);
    EXPECT_LT(worst_ulp(v_log1p, std::log1p, 0, 1e9), 4);
}

TEST(ExactMath, KeepsNanAndLimits) {
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    constexpr double kInf = std::numeric_limits<double>::infinity();
    for (double (*f)(double) : {&v_exp, &v_tanh, &v_erf, &v_log1p}) {
        EXPECT_TRUE(std::isnan(f(kNan)));
        EXPECT_TRUE(std::isnan(f(-kNan)));
    }
    EXPECT_EQ(v_exp(kInf), kInf);
    EXPECT_EQ(v_exp(-kInf), 0);
    EXPECT_EQ(v_exp(710), kInf);
    EXPECT_EQ(v_exp(-708), 0);
    EXPECT_EQ(v_exp(0), 1);
    EXPECT_EQ(v_tanh(kInf), 1);
    EXPECT_EQ(v_tanh(-kInf), -1);
    EXPECT_EQ(v_tanh(0), 0);
    EXPECT_EQ(v_erf(kInf), 1);
    EXPECT_EQ(v_erf(-kInf), -1);
    EXPECT_EQ(v_log1p(kInf), kInf);
    EXPECT_EQ(v_log1p(0), 0);
}

}  // namespace
}  // namespace la
