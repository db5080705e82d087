// The vector functions of the fused engine against the C library in double precision.

#include <cmath>
#include <functional>
#include <limits>

#include <gtest/gtest.h>

#define LA_ISA tested
#define LA_WIDTH 4
#include "core/kernels/activation.h"

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
Vec v_log1p(Vec x) {
    return fused::tested::log1p(x);
}

template<class Act>
Vec value(Vec z) {
    return Act::unit(z).a;
}
template<class Act>
Vec slope(Vec z) {
    return Act::unit(z).slope;
}

double normal_distribution(double z) {
    return 0.5 * std::erfc(-z / std::sqrt(2.0));
}
double gelu(double z) {
    return z * normal_distribution(z);
}
double gelu_slope(double z) {
    return normal_distribution(z) + z * std::exp(-z * z / 2) * 0.5 * M_SQRT1_2 * M_2_SQRTPI;
}
double softplus(double z) {
    return std::fmax(z, 0.0) + std::log1p(std::exp(-std::abs(z)));
}
double logistic(double z) {
    return 1 / (1 + std::exp(-z));
}

TEST(FusedMath, IsExactToAFewUnitsInTheLastPlace) {
    EXPECT_LT(worst_ulp(v_exp, std::exp, -87.3, 88.7), 2);
    EXPECT_LT(worst_ulp(v_exp, std::exp, -1, 1), 2);
    EXPECT_LT(worst_ulp(v_tanh, std::tanh, -12, 12), 3);
    EXPECT_LT(worst_ulp(v_tanh, std::tanh, -0.01, 0.01), 3);
    EXPECT_LT(worst_ulp(v_log1p, std::log1p, 0, 1), 4);
    EXPECT_LT(worst_ulp(v_log1p, std::log1p, 0, 1e-3), 4);
    EXPECT_LT(worst_ulp(v_log1p, std::log1p, 0, 1e9), 4);
}

// GELU's tail is as good as that of z Phi(z) in floats: errors count in units of 1/8 and of 1/2.
TEST(FusedMath, ActivationsAndTheirSlopesAreExactToFourUnits) {
    using fused::tested::Gelu, fused::tested::Softplus;
    EXPECT_LT(worst_ulp(value<Gelu>, gelu, -13, 13, 0.125), 4);
    EXPECT_LT(worst_ulp(value<Gelu>, gelu, -0.1, 30), 4);
    EXPECT_LT(worst_ulp(slope<Gelu>, gelu_slope, -13, 13, 0.5), 4);
    EXPECT_LT(worst_ulp(value<Softplus>, softplus, -86, 86), 4);
    EXPECT_LT(worst_ulp(slope<Softplus>, logistic, -86, 86), 4);
}

TEST(FusedMath, KeepsNanAndLimits) {
    using fused::tested::Gelu, fused::tested::Softplus, fused::tested::Relu;
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
    constexpr float kInf = std::numeric_limits<float>::infinity();
    for (Vec (*f)(Vec) : {&v_exp, &v_tanh, &v_log1p, &value<Gelu>, &slope<Gelu>, &value<Softplus>,
                          &slope<Softplus>, &value<Relu>}) {
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
    EXPECT_EQ(at(value<Gelu>, kInf), kInf);
    EXPECT_EQ(at(value<Softplus>, kInf), kInf);
    EXPECT_NEAR(at(value<Gelu>, -kInf), 0, 1e-30);
    EXPECT_NEAR(at(value<Softplus>, -kInf), 0, 1e-30);
    EXPECT_EQ(at(slope<Gelu>, kInf), 1);
    EXPECT_EQ(at(slope<Softplus>, kInf), 1);
    EXPECT_EQ(at(v_log1p, kInf), kInf);
    EXPECT_EQ(at(v_log1p, 0), 0);
}

}  // namespace
}  // namespace la
