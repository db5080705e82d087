// What the network says about every point: a function of a Kernel.

#pragma once

#include "core/shallow/vec.h"

namespace la::shallow::LA_ISA {

// f[v] += a_n relu(z[n][v]) for N nodes, in their order.
template<int D, int N, int V>
LA_INLINE void add_nodes(const Nodes& nodes, std::int64_t first, const Points& points,
                         std::int64_t at, Vec f[V]) {
    const int d = D > 0 ? D : nodes.dimension;
    Vec z[N][V];
    project<D, N, V>(nodes.w + first * d, d, points.x + at, points.pitch, z);
    for (int n = 0; n < N; ++n) {
        for (int v = 0; v < V; ++v) {
            f[v] += splat(nodes.a[first + n]) * where(z[n][v] > 0, z[n][v]);
        }
    }
}

template<int D, int V>
LA_INLINE void outputs_at(const Nodes& nodes, const Points& points, std::int64_t at, double* out) {
    Vec f[V]{};
    std::int64_t i = 0;
    for (; i + 4 <= nodes.count; i += 4) {
        add_nodes<D, 4, V>(nodes, i, points, at, f);
    }
    for (; i < nodes.count; ++i) {
        add_nodes<D, 1, V>(nodes, i, points, at, f);
    }
    for (int v = 0; v < V; ++v) {
        store(out + at + v * kWidth, f[v]);
    }
}

template<int D>
LA_INLINE void outputs_of(const Nodes& nodes, const Points& points, double* out) {
    constexpr int kVectors = kLanes / kWidth > 2 ? 2 : kLanes / kWidth, kWide = 2 * kVectors;
    std::int64_t p = 0;
    for (; p + kWide * kWidth <= points.count; p += kWide * kWidth) {
        outputs_at<D, kWide>(nodes, points, p, out);
    }
    for (; p < points.count; p += kVectors * kWidth) {
        outputs_at<D, kVectors>(nodes, points, p, out);
    }
}

inline void outputs(const Nodes& nodes, const Points& points, double* out) {
    if (nodes.dimension == 2) {
        outputs_of<2>(nodes, points, out);
    } else {
        outputs_of<0>(nodes, points, out);
    }
}

}  // namespace la::shallow::LA_ISA
