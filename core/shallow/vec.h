// Vectors of kWidth doubles on GCC's and Clang's vector extension, one point a lane. LA_ISA names
// the instruction set's namespace, LA_WIDTH its lanes; the one source file that includes this
// defines both.

#pragma once

#include <cstdint>

#include "core/shallow/kernel.h"

namespace la::shallow::LA_ISA {

// Everything is inlined into the few functions of a Kernel: arrays become registers.
#define LA_INLINE [[gnu::always_inline]] inline

constexpr int kWidth = LA_WIDTH;

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
LA_INLINE Vec where(Int mask, Vec v) {
    return reinterpret_cast<Vec>(mask & reinterpret_cast<Int>(v));
}

// z[n][v] = w_n . x of N nodes and V vectors of points. D: the dimension; 0: as the nodes say.
template<int D, int N, int V>
LA_INLINE void project(const double* w, int dimension, const double* x, std::int64_t pitch,
                       Vec z[N][V]) {
    const int d = D > 0 ? D : dimension;
    for (int n = 0; n < N; ++n) {
        for (int v = 0; v < V; ++v) {
            z[n][v] = splat(w[n * d]) * load(x + v * kWidth);
        }
    }
    for (int k = 1; k < d; ++k) {
        Vec column[V];
        for (int v = 0; v < V; ++v) {
            column[v] = load(x + k * pitch + v * kWidth);
        }
        for (int n = 0; n < N; ++n) {
            for (int v = 0; v < V; ++v) {
                z[n][v] += splat(w[n * d + k]) * column[v];
            }
        }
    }
}

}  // namespace la::shallow::LA_ISA
