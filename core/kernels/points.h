// Points anywhere in memory, [point][coordinate], to and from vectors with the coordinates apart.
// Q is the dimension where it is known when compiling, 0 where it is not.

#pragma once

#include "core/kernels/kernel.h"
#include "core/kernels/vec.h"

namespace la::fused::LA_ISA {

// x[P][Q]: the n points at `from`; the lanes after them repeat the last point.
template<int P, int N>
LA_INLINE void read_points(const float* from, int n, int q, Vec (&x)[P][N]) {
    alignas(64) float apart[N][P * kWidth];
    for (int i = 0; i < q; ++i) {
        for (int p = 0; p < P * kWidth; ++p) {
            apart[i][p] = from[(p < n ? p : n - 1) * q + i];
        }
    }
    for (int p = 0; p < P; ++p) {
        for (int i = 0; i < q; ++i) {
            x[p][i] = load(apart[i] + p * kWidth);
        }
    }
}

// The first `numbers` of every point's vectors, for the first n points.
template<int P, int N>
LA_INLINE void write_points(const Vec (&x)[P][N], int n, int numbers, float* to) {
    alignas(64) float apart[N][P * kWidth];
    for (int p = 0; p < P; ++p) {
        for (int i = 0; i < numbers; ++i) {
            store(apart[i] + p * kWidth, x[p][i]);
        }
    }
    for (int p = 0; p < n; ++p) {
        for (int i = 0; i < numbers; ++i) {
            to[p * numbers + i] = apart[i][p];
        }
    }
}

}  // namespace la::fused::LA_ISA
