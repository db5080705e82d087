// Vectors of kWidth doubles on GCC's and Clang's vector extension, one point a lane. LA_ISA names
// the instruction set's namespace, LA_WIDTH its lanes; the one source file that includes this
// defines both. Sums over points have kLanes lanes on every instruction set, so that their order is
// the same.

#pragma once

#include <cstdint>

#include "core/engine/exact/kernel.h"

namespace la::exact::LA_ISA {

// Everything is inlined into one function per network shape: arrays become registers.
#define LA_INLINE [[gnu::always_inline]] inline

constexpr int kWidth = LA_WIDTH;
constexpr int kParts = kLanes / kWidth;

typedef double Vec __attribute__((vector_size(8 * kWidth), may_alias));
typedef std::int64_t Int __attribute__((vector_size(8 * kWidth), may_alias));

LA_INLINE Vec splat(double s) {
    return s - Vec{};
}
LA_INLINE Vec load(const double* p) {
    return *reinterpret_cast<const Vec*>(p);
}
LA_INLINE void store(double* p, Vec v) {
    *reinterpret_cast<Vec*>(p) = v;
}
LA_INLINE Int bits(Vec v) {
    return reinterpret_cast<Int>(v);
}
LA_INLINE Vec from_bits(Int v) {
    return reinterpret_cast<Vec>(v);
}

// A sum over points: point p of a tile is added to lane p % kLanes.
struct LaneSum {
    Vec part[kParts];
};

LA_INLINE double total(const LaneSum& sum) {
    double lane[kLanes];
    __builtin_memcpy(lane, &sum, sizeof lane);
    return ((lane[0] + lane[4]) + (lane[2] + lane[6])) +
           ((lane[1] + lane[5]) + (lane[3] + lane[7]));
}

// out[n] += total(sums[n]), n < count.
LA_INLINE void add_totals(const LaneSum* sums, std::int64_t count, double* out) {
    std::int64_t n = 0;
#if LA_WIDTH == 8
    for (; n + 8 <= count; n += 8) {  // eight at once, with the same additions
        Vec halves[4], quarters[2];
        for (int i = 0; i < 4; ++i) {
            const Vec a = sums[n + 2 * i].part[0], b = sums[n + 2 * i + 1].part[0];
            halves[i] = __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11) +
                        __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15);
        }
        for (int i = 0; i < 2; ++i) {
            const Vec a = halves[2 * i], b = halves[2 * i + 1];
            quarters[i] = __builtin_shufflevector(a, b, 0, 1, 4, 5, 8, 9, 12, 13) +
                          __builtin_shufflevector(a, b, 2, 3, 6, 7, 10, 11, 14, 15);
        }
        const Vec a = quarters[0], b = quarters[1];
        const Vec all = __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14) +
                        __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15);
        for (int i = 0; i < 8; ++i) {
            out[n + i] += all[i];
        }
    }
#endif
    for (; n < count; ++n) {
        out[n] += total(sums[n]);
    }
}

}  // namespace la::exact::LA_ISA
