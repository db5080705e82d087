// The sums over the lanes of many vectors, added to numbers in memory.

#pragma once

#include "core/kernels/lanes.h"

namespace la::fused::LA_ISA {

// Two vectors added into one that has half of each, from parts of 8, 4, 2 and 1 lanes.
#if LA_WIDTH == 16
LA_INLINE Vec join8(Vec a, Vec b) {
    return __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23) +
           __builtin_shufflevector(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30,
                                   31);
}
LA_INLINE Vec join4(Vec a, Vec b) {
    return __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27) +
           __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30,
                                   31);
}
LA_INLINE Vec join2(Vec a, Vec b) {
    return __builtin_shufflevector(a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29) +
           __builtin_shufflevector(a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30,
                                   31);
}
LA_INLINE Vec join1(Vec a, Vec b) {
    return __builtin_shufflevector(a, b, 0, 2, 16, 18, 4, 6, 20, 22, 8, 10, 24, 26, 12, 14, 28,
                                   30) +
           __builtin_shufflevector(a, b, 1, 3, 17, 19, 5, 7, 21, 23, 9, 11, 25, 27, 13, 15, 29, 31);
}
#elif LA_WIDTH == 8
LA_INLINE Vec join4(Vec a, Vec b) {
    return __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11) +
           __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15);
}
LA_INLINE Vec join2(Vec a, Vec b) {
    return __builtin_shufflevector(a, b, 0, 1, 8, 9, 4, 5, 12, 13) +
           __builtin_shufflevector(a, b, 2, 3, 10, 11, 6, 7, 14, 15);
}
LA_INLINE Vec join1(Vec a, Vec b) {
    return __builtin_shufflevector(a, b, 0, 2, 8, 10, 4, 6, 12, 14) +
           __builtin_shufflevector(a, b, 1, 3, 9, 11, 5, 7, 13, 15);
}
#endif

// The sums over the lanes of kWidth vectors, that of v[n] in lane n.
LA_INLINE Vec sum_all(const Vec* v) {
#if LA_WIDTH == 4
    return sum4(v[0], v[1], v[2], v[3]);
#else
#    if LA_WIDTH == 16
    const auto halves = [&](int n) { return join8(v[n], v[n + 4]); };
    const auto quarters = [&](int n) { return join4(halves(n), halves(n + 8)); };
#    else
    const auto quarters = [&](int n) { return join4(v[n], v[n + 4]); };
#    endif
    const auto pairs = [&](int n) { return join2(quarters(n), quarters(n + 1)); };
    return join1(pairs(0), pairs(2));
#endif
}

// sums[n] = the sum over the lanes of v[n]; `sums` has room for whole vectors.
template<int N>
LA_INLINE void sum_lanes(const Vec* v, float* sums) {
#pragma GCC unroll 8
    for (int n = 0; n < N; n += kWidth) {
        const auto at = [&](int i) { return v[n + i < N ? n + i : N - 1]; };
        if (N - n <= 4) {
            *reinterpret_cast<Vec4*>(sums + n) = sum4(at(0), at(1), at(2), at(3));
            continue;
        }
        Vec all[kWidth];
#pragma GCC unroll 16
        for (int i = 0; i < kWidth; ++i) {
            all[i] = at(i);
        }
        store(sums + n, sum_all(all));
    }
}

template<int N>
LA_INLINE void add_floats(const float* from, float* to) {
    for (int n = 0; n < N / 4 * 4; n += 4) {
        *reinterpret_cast<Vec4u*>(to + n) += *reinterpret_cast<const Vec4u*>(from + n);
    }
    for (int n = N / 4 * 4; n < N; ++n) {
        to[n] += from[n];
    }
}

// out[n] += the sum over the lanes of v[n].
template<int N>
LA_INLINE void add_sums(const Vec* v, float* out) {
    alignas(64) float sums[(N + kWidth - 1) / kWidth * kWidth];
    sum_lanes<N>(v, sums);
    add_floats<N>(sums, out);
}

}  // namespace la::fused::LA_ISA
