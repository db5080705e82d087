// The vector functions of the fused engine against the C library in double precision.

#include <cmath>
#include <functional>
#include <limits>

#include <gtest/gtest.h>

#define LA_ISA tested
#define LA_WIDTH 4
#include "core/kernels/vmath.h"

namespace la {
namespace {

using fused::tested::Vec;

// The largest error over x in [from, to], in units of the last place of the result, or of `tiny`
// for results below it.
double worst_ulp(Vec (*ours)(Vec), double (*exact)(double), double from, double to,
                 double tiny = 1e-37) {
    double worst = 0;
    constexpr int kSteps = 400000;
    for (int n = 0; n <= kSteps; ++n) {
        const float x = static_cast<float>(from + (to - from) * n / kSteps);
        const double want = exact(x);
        const double ulp = std::ldexp(1.0, std::ilogb(std::max(std::abs(want), tiny)) - 23);
        worst = std::max(worst, std::abs(ours(fused::tested::splat(x))[0] - want) / ulp);
    }
    return worst;
}

Vec v_exp(Vec x) {
    return fused::tested::exp(x);
}
Vec v_tanh(Vec x) {
    return fused::tested::tanh(x);
}
Vec v_erf(Vec x) {
    return fused::tested::erf(x);
}
Vec v_log1p(Vec x) {
    return fused::tested::log1p(x);
}

TEST(FusedMath, IsExactToAFewUnitsInTheLastPlace) {
    EXPECT_LT(worst_ulp(v_exp, std::exp, -87.3, 88.7), 2);
    EXPECT_LT(worst_ulp(v_exp, std::exp, -1, 1), 2);
    EXPECT_LT(worst_ulp(v_tanh, std::tanh, -12, 12), 6);
    EXPECT_LT(worst_ulp(v_tanh, std::tanh, -0.01, 0.01), 5);
    EXPECT_LT(worst_ulp(v_erf, std::erf, -6, 6), 8);
    EXPECT_LT(worst_ulp(v_erf, std::erf, -0.01, 0.01), 8);
    EXPECT_LT(worst_ulp(v_log1p, std::log1p, 0, 1), 4);
    EXPECT_LT(worst_ulp(v_log1p, std::log1p, 0, 1e-3), 4);
    EXPECT_LT(worst_ulp(v_log1p, std::log1p, 0, 1e9), 4);
}

TEST(FusedMath, KeepsNanAndLimits) {
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
    constexpr float kInf = std::numeric_limits<float>::infinity();
    for (Vec (*f)(Vec) : {&v_exp, &v_tanh, &v_erf, &v_log1p}) {
        EXPECT_TRUE(std::isnan(f(fused::tested::splat(kNan))[0]));
        EXPECT_TRUE(std::isnan(f(fused::tested::splat(-kNan))[0]));
    }
    const auto at = [](Vec (*f)(Vec), float x) { return f(fused::tested::splat(x))[0]; };
    EXPECT_EQ(at(v_exp, kInf), kInf);
    EXPECT_EQ(at(v_exp, -kInf), 0);
    EXPECT_EQ(at(v_exp, 200), kInf);
    EXPECT_EQ(at(v_exp, -200), 0);
    EXPECT_EQ(at(v_exp, 0), 1);
    EXPECT_FLOAT_EQ(at(v_tanh, kInf), 1);
    EXPECT_FLOAT_EQ(at(v_tanh, -kInf), -1);
    EXPECT_FLOAT_EQ(at(v_erf, kInf), 1);
    EXPECT_FLOAT_EQ(at(v_erf, -kInf), -1);
    EXPECT_EQ(at(v_log1p, kInf), kInf);
    EXPECT_EQ(at(v_log1p, 0), 0);
}

}  // namespace
}  // namespace la
