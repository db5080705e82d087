// exp, tanh, erf and log1p on vectors, to a few units in the last place. NaN gives NaN and infinity
// its limit: a run that diverges must be seen to diverge.

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

// tanh x = x P(x^2) / Q(x^2), a minimax quotient on |x| < 7.9, beyond which it is 1 in floats.
LA_INLINE Vec tanh(Vec x) {
    constexpr float kLimit = 7.90531110763549805f;
    Vec c = x < kLimit ? x : splat(kLimit);
    c = c > -kLimit ? c : splat(-kLimit);
    const Vec s = c * c;
    Vec p = s * -2.76076847742355e-16f + 2.00018790482477e-13f;
    p = p * s + -8.60467152213735e-11f;
    p = p * s + 5.12229709037114e-08f;
    p = p * s + 1.48572235717979e-05f;
    p = p * s + 6.37261928875436e-04f;
    p = p * s + 4.89352455891786e-03f;
    Vec d = s * 1.19825839466702e-06f + 1.18534705686654e-04f;
    d = d * s + 2.26843463243900e-03f;
    d = d * s + 4.89352518554385e-03f;
    return keep_nan(x, c * p / d);
}

// erf x = x P(x^2) / Q(x^2), a minimax quotient on |x| < 4, beyond which it is 1 in floats.
LA_INLINE Vec erf(Vec x) {
    Vec c = x < 4.0f ? x : splat(4.0f);
    c = c > -4.0f ? c : splat(-4.0f);
    const Vec s = c * c;
    Vec p = s * -2.72614225801306e-10f + 2.77068142495902e-08f;
    p = p * s + -2.10102402082508e-06f;
    p = p * s + -5.69250639462346e-05f;
    p = p * s + -7.34990630326855e-04f;
    p = p * s + -2.95459980854025e-03f;
    p = p * s + -1.60960333262415e-02f;
    Vec d = s * -1.45660718464996e-05f + -2.13374055278905e-04f;
    d = d * s + -1.68282697438203e-03f;
    d = d * s + -7.37332916720468e-03f;
    d = d * s + -1.42647390514189e-02f;
    return keep_nan(x, c * p / d);
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
