// exp, tanh, erf and log1p on vectors of doubles, each to at most 4 units in the last place, after
// the rational approximations of Cephes and fdlibm. They have no branches and ask no library, so
// that results are the same everywhere. NaN gives NaN and infinity its limit.

#pragma once

#include "core/engine/exact/vec.h"

namespace la::exact::LA_ISA {

// Keeps a NaN of x, whatever the formula made of it.
LA_INLINE Vec keep_nan(Vec x, Vec y) {
    return x == x ? y : x;
}

// tanh(r / 2) = p / q, so that e^r - 1 = 2 p / (q - p), for x = n ln 2 + r, |r| <= ln 2 / 2.
struct Reduced {
    Vec p, q;
    Int n;
};
LA_INLINE Reduced reduce(Vec x) {
    constexpr double kRound = 6755399441055744.0;  // 1.5 * 2^52: adding it leaves n in the low bits
    const Vec shifted = x * 1.4426950408889634 + kRound;
    const Vec n = shifted - kRound;
    const Vec r = (x - n * 6.93145751953125e-1) - n * 1.42860682030941723212e-6;  // ln 2 in two
    const Vec s = r * r;
    const Vec p = (1.26177193074810590878e-4 * s + 3.02994407707441961300e-2) * s + 1.0;
    Vec q = (3.00198505138664455042e-6 * s + 2.52448340349684104192e-3) * s;
    q = (q + 2.27265548208155028766e-1) * s + 2.0;
    return {r * p, q, bits(shifted) - bits(splat(kRound))};
}

// Below e^-707 the result is 0.
LA_INLINE Vec exp(Vec x) {
    constexpr double kLow = -707.0, kHigh = 709.782712893384;
    Vec c = x < kHigh ? x : splat(kHigh);
    c = c > kLow ? c : splat(kLow);
    const Reduced e = reduce(c);
    // 2^1024 is no double: twice 2^(n-1).
    const Vec half = from_bits((e.n + 1022) << 52);
    Vec y = (1.0 + 2.0 * (e.p / (e.q - e.p))) * half * 2.0;
    y = x > kHigh ? splat(__builtin_inf()) : y;
    y = x < kLow ? Vec{} : y;
    return keep_nan(x, y);
}

// x + x^3 P(x^2) / Q(x^2) below 0.625, else 1 - 2 / (e^2x + 1): one division for both.
LA_INLINE Vec tanh(Vec x) {
    const Vec magnitude = x < 0.0 ? -x : x;
    const Vec a = magnitude < 20.0 ? magnitude : splat(20.0);  // beyond which it is 1
    const Vec s = a * a;
    Vec p = -9.64399179425052238628e-1 * s + -9.92877231001918586564e1;
    p = p * s + -1.61468768441708447952e3;
    Vec q = s + 1.12811678491632931402e2;
    q = q * s + 2.23548839060100448583e3;
    q = q * s + 4.84406305325125486048e3;
    const Reduced e = reduce(2.0 * a);
    const Vec rest = e.q - e.p;
    const Vec sum_of = from_bits((e.n + 1023) << 52) * (e.q + e.p) + rest;
    const Int small = a < 0.625;
    const Vec quotient = (small ? a * s * p : -2.0 * rest) / (small ? q : sum_of);
    const Vec y = (small ? a : splat(1.0)) + quotient;
    return keep_nan(x, x < 0.0 ? -y : y);
}

// erf x from gauss = e^(-x^2): x T(x^2) / U(x^2) below 1, else 1 - gauss P(|x|) / Q(|x|).
LA_INLINE Vec erf(Vec x, Vec gauss) {
    const Vec magnitude = x < 0.0 ? -x : x;
    const Vec a = magnitude < 6.0 ? magnitude : splat(6.0);  // beyond which it is 1
    const Vec s = a * a;
    Vec t = 9.60497373987051638749e0 * s + 9.00260197203842689217e1;
    t = t * s + 2.23200534594684319226e3;
    t = t * s + 7.00332514112805075473e3;
    t = t * s + 5.55923013010394962768e4;
    Vec u = s + 3.35617141647503099647e1;
    u = u * s + 5.21357949780152679795e2;
    u = u * s + 4.59432382970980127987e3;
    u = u * s + 2.26290000613890934246e4;
    u = u * s + 4.92673942608635921086e4;
    Vec p = 2.46196981473530512524e-10 * a + 5.64189564831068821977e-1;
    p = p * a + 7.46321056442269912687e0;
    p = p * a + 4.86371970985681366614e1;
    p = p * a + 1.96520832956077098242e2;
    p = p * a + 5.26445194995477358631e2;
    p = p * a + 9.34528527171957607540e2;
    p = p * a + 1.02755188689515710272e3;
    p = p * a + 5.57535335369399327526e2;
    Vec q = a + 1.32281951154744992508e1;
    q = q * a + 8.67072140885989742329e1;
    q = q * a + 3.54937778887819891062e2;
    q = q * a + 9.75708501743205489753e2;
    q = q * a + 1.82390916687909736289e3;
    q = q * a + 2.24633760818710981792e3;
    q = q * a + 1.65666309194161350182e3;
    q = q * a + 5.57535340817727675546e2;
    const Int small = a < 1.0;
    const Vec quotient = (small ? a * t : gauss * p) / (small ? u : q);
    const Vec y = small ? quotient : 1.0 - quotient;
    return keep_nan(x, x < 0.0 ? -y : y);
}

// log(1 + u) for u >= 0. With y = 1 + u = 2^e (1 + f), 1 + f in [sqrt(1/2), sqrt 2), after fdlibm;
// what rounding took from u comes back as (u - (y - 1)) / y.
LA_INLINE Vec log1p(Vec u) {
    constexpr std::int64_t kRoot = 0x3fe6a09e667f3bcd;  // the bits of sqrt(1/2)
    const Vec y = u + 1.0;
    const Int shifted = bits(y) - kRoot;
    constexpr double kWhole = 4503599627370496.0;  // 2^52
    const Vec e = from_bits((shifted >> 52) | bits(splat(kWhole))) - kWhole;
    const Vec f = from_bits((shifted & 0x000fffffffffffff) + kRoot) - 1.0;
    const Vec s = f / (2.0 + f);
    const Vec z = s * s;
    Vec r = 1.479819860511658591e-1 * z + 1.531383769920937332e-1;
    r = r * z + 1.818357216161805012e-1;
    r = r * z + 2.222219843214978396e-1;
    r = r * z + 2.857142874366239149e-1;
    r = r * z + 3.999999999940941908e-1;
    r = (r * z + 6.666666666666735130e-1) * z;
    const Vec half = 0.5 * f * f;
    const Vec lost = (u - (y - 1.0)) / y + e * 1.90821492927058770002e-10;
    const Vec out = e * 6.93147180369123816490e-1 - ((half - (s * (half + r) + lost)) - f);
    return y < __builtin_inf() ? out : y;  // infinity and NaN as they are
}

}  // namespace la::exact::LA_ISA
