// exp, tanh, log1p and the normal distribution on vectors, to a few units in the last place. NaN
// gives NaN and infinity its limit: a run that diverges must be seen to diverge.

#pragma once

#include "core/kernels/vec.h"

namespace la::fused::LA_ISA {

// Keeps a NaN of x, whatever the formula made of it.
LA_INLINE Vec keep_nan(Vec x, Vec y) {
    return x == x ? y : x;
}

// e^x = 2^n e^r with n = round(x / ln 2), |r| <= ln 2 / 2, and a Taylor polynomial of degree 7 for
// e^r. Below -87.3 the result would be denormal and is 0.
LA_INLINE Vec exp(Vec x) {
    constexpr float kRound = 12582912.0f;  // 1.5 * 2^23: adding it leaves n in the low bits
    constexpr float kLow = -87.33654f, kHigh = 88.72283f;
    Vec c = x < kHigh ? x : splat(kHigh);
    c = c > kLow ? c : splat(kLow);
    const Vec shifted = c * 1.44269504f + kRound;
    const Vec n = shifted - kRound;
    const Vec r = (c - n * 0.693359375f) + n * 2.12194440e-4f;  // ln 2 in two parts
    Vec p = r * 1.9841270e-4f + 1.3888889e-3f;
    p = p * r + 8.3333333e-3f;
    p = p * r + 4.1666667e-2f;
    p = p * r + 1.6666667e-1f;
    p = p * r + 0.5f;
    p = p * r + 1.0f;
    p = p * r + 1.0f;
    // n = 128 has no float of its own: twice 2^(n/2), each with exponent bits of its own.
    const Int whole = bits(shifted) - bits(splat(kRound));
    const Int half = whole >> 1;
    Vec y = p * from_bits((half + 127) << 23) * from_bits((whole - half + 127) << 23);
    y = x > kHigh ? splat(__builtin_inff()) : y;
    y = x < kLow ? Vec{} : y;
    return keep_nan(x, y);
}

// tanh t = u / (2 - u) with u = 1 - e^-2t and t = |x|, up to 9.1, beyond which it is 1 in floats.
// As in exp, e^-2t = 2^n e^-2s, so u = (1 - 2^n) + 2^n (1 - e^-2s), and the last bracket is s times
// a minimax polynomial of degree 5 (error 2e-8): nothing is lost where t is small.
LA_INLINE Vec tanh(Vec x) {
    constexpr float kRound = 12582912.0f + 127;  // leaves the exponent bits of 2^n in the low bits
    const Vec t = at_most(absolute(x), 9.1f);
    const Vec shifted = t * -2.88539008f + kRound;
    const Vec n = shifted - kRound;
    const Vec s = t + n * 0.346573590f;  // what it lacks of ln 2 / 2 is lost in the 1 of u
    Vec p = s * -8.88481438e-2f + 0.267728478f;
    p = p * s + -0.66667521f;
    p = p * s + 1.33332348f;
    p = p * s + -1.99999988f;
    p = p * s + 2.0f;
    const Vec power = from_bits(bits(shifted) << 23);
    const Vec u = (1.0f - power) + power * (p * s);
    return from_bits(bits(u / (2.0f - u)) | (bits(x) & static_cast<std::int32_t>(0x80000000)));
}

// e^y for -86 <= y <= 0, as exp but with a minimax polynomial of degree 6 (error 4e-9) and no care
// for what lies outside.
LA_INLINE Vec exp_of_negative(Vec y) {
    constexpr float kRound = 12582912.0f;  // 1.5 * 2^23: adding it leaves n in the low bits
    const Vec shifted = y * 1.44269504f + kRound;
    const Vec n = shifted - kRound;
    const Vec r = (y - n * 0.693359375f) + n * 2.12194440e-4f;
    Vec p = r * 1.38146093e-3f + 8.36871099e-3f;
    p = p * r + 4.1668389e-2f;
    p = p * r + 0.166665211f;
    p = p * r + 0.49999994f;
    p = p * r + 1.0f;
    p = p * r + 1.0f;
    return from_bits(bits(p) + (bits(shifted) << 23));  // times 2^n
}

// log(1 + e) for 0 <= e <= 1: e times a minimax polynomial of degree 8 (error 3e-8).
LA_INLINE Vec log1p_of_fraction(Vec e) {
    Vec p = e * 5.23257560e-3f + -2.95047474e-2f;
    p = p * e + 7.82250986e-2f;
    p = p * e + -0.136631717f;
    p = p * e + 0.191059738f;
    p = p * e + -0.248429760f;
    p = p * e + 0.333190970f;
    p = p * e + -0.499994934f;
    p = p * e + 0.999999970f;
    return p * e;
}

// e^(t^2/2) (1 - Phi(t)) for t >= 0, Phi the normal distribution function: a minimax quotient on
// t < 6 (error 7e-8).
LA_INLINE Vec normal_tail(Vec t) {
    Vec p = t * 1.35321533e-2f + 0.104048416f;
    p = p * t + 0.333821207f;
    p = p * t + 0.5f;
    Vec q = t * 3.3941105e-2f + 0.260248393f;
    q = q * t + 0.877444625f;
    q = q * t + 1.46552455f;
    q = q * t + 1.0f;
    return p / q;
}

// log(1 + u) for u >= 0. With y = 1 + u = 2^e f, f in [sqrt(1/2), sqrt 2): log f = 2 atanh(s),
// s = (f - 1) / (f + 1); what rounding took from u comes back as (u - (y - 1)) / y.
LA_INLINE Vec log1p(Vec u) {
    const Vec y = u + 1.0f;
    const Int shifted = bits(y) - 0x3f3504f3;  // sqrt(1/2)
    const Vec e = __builtin_convertvector(shifted >> 23, Vec);
    const Vec f = from_bits((shifted & 0x007fffff) + 0x3f3504f3);
    const Vec s = (f - 1.0f) / (f + 1.0f);
    const Vec t = s * s;
    Vec p = t * (1.0f / 9) + 1.0f / 7;
    p = p * t + 1.0f / 5;
    p = p * t + 1.0f / 3;
    const Vec lost = (u - (y - 1.0f)) / y;
    const Vec log_f = 2.0f * s + (2.0f * s * t * p + lost);
    const Vec out = e * 0.693359375f + (log_f - e * 2.12194440e-4f);
    return y < __builtin_inff() ? out : y;  // infinity and NaN as they are
}

}  // namespace la::fused::LA_ISA
