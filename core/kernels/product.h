// Tiles in registers: rows of a small matrix times vectors of points, and products summed over the
// points. Each number that is loaded serves a whole row or column of the tile.

#pragma once

#include "core/kernels/sums.h"

namespace la::fused::LA_ISA {

// Rows that are taken at a time, and vectors of points or of the other factor.
constexpr int kRows = 4;
constexpr int kColumns = kWidth == 16 ? 4 : 2;

// Floats from one row to the next, and from one term of the sum to the next.
struct Strides {
    std::int64_t row, term;
};

// out[r][p] += sum_t m[r][t] in[t][p] for R rows of numbers and P vectors of points.
template<int R, int P>
LA_INLINE void add_product(const float* m, Strides of_m, const float* in, Strides of_in, int terms,
                           Vec (&out)[R][P]) {
    for (int t = 0; t < terms; ++t) {
        Vec x[P];
#pragma GCC unroll 4
        for (int p = 0; p < P; ++p) {
            x[p] = load(in + p * of_in.row);
        }
#pragma GCC unroll 4
        for (int r = 0; r < R; ++r) {
            const Vec factor = splat(m[r * of_m.row]);
#pragma GCC unroll 4
            for (int p = 0; p < P; ++p) {
                out[r][p] += factor * x[p];
            }
        }
        m += of_m.term;
        in += of_in.term;
    }
}

// out[r * pitch + c] += the sum over the points of a[r] b[c], for R rows a and C rows b of vectors.
template<int R, int C>
LA_INLINE void add_outer(const float* a, Strides of_a, const float* b, Strides of_b, int vectors,
                         float* out, std::int64_t pitch) {
    Vec total[R * C];
#pragma GCC unroll 16
    for (int n = 0; n < R * C; ++n) {
        total[n] = Vec{};
    }
    for (int v = 0; v < vectors; ++v) {
        Vec row[R];
#pragma GCC unroll 4
        for (int r = 0; r < R; ++r) {
            row[r] = load(a + r * of_a.row);
        }
#pragma GCC unroll 4
        for (int c = 0; c < C; ++c) {
            const Vec column = load(b + c * of_b.row);
#pragma GCC unroll 4
            for (int r = 0; r < R; ++r) {
                total[r * C + c] += row[r] * column;
            }
        }
        a += of_a.term;
        b += of_b.term;
    }
    alignas(64) float sums[(R * C + kWidth - 1) / kWidth * kWidth];
    sum_lanes<R * C>(total, sums);
    for (int r = 0; r < R; ++r) {
        add_floats<C>(sums + r * C, out + r * pitch);
    }
}

// visit<N>(at) for from <= at < count in steps of N while N fit, then in steps half as large.
template<int N, class Visitor>
LA_INLINE void in_steps(int count, Visitor visit, int from = 0) {
    for (; from + N <= count; from += N) {
        visit.template operator()<N>(from);
    }
    if constexpr (N > 1) {
        in_steps<N / 2>(count, visit, from);
    }
}

}  // namespace la::fused::LA_ISA
