// Points anywhere through the layers: states, without loss and gradient.

#pragma once

#include "core/kernels/layer.h"
#include "core/kernels/product.h"

namespace la::fused::LA_ISA {

// r of P vectors of points at x in dimensions whose states do not fit into registers: the units are
// taken in tiles, which stay there.
template<class Act, int P, int N>
LA_INLINE void displacement_in_tiles(const Shape& shape, const Layer<const float>& layer,
                                     const Vec (&x)[P][N], Vec (&r)[P][N]) {
    const int q = shape.dimension, m = shape.hidden;
    for (int p = 0; p < P; ++p) {
        for (int i = 0; i < q; ++i) {
            r[p][i] = splat(layer.c[i]);
        }
    }
    in_steps<kRows>(m, [&]<int R>(int j) {
        Vec units[R][P];
        for (int n = 0; n < R; ++n) {
            for (int p = 0; p < P; ++p) {
                units[n][p] = splat(layer.b[j + n]);
            }
        }
        add_product(layer.w + j * q, {q, 1}, reinterpret_cast<const float*>(x),
                    {N * kWidth, kWidth}, q, units);
        for (int n = 0; n < R; ++n) {
            for (int p = 0; p < P; ++p) {
                units[n][p] = Act::value(units[n][p]);
            }
        }
        for (int i = 0; i < q; ++i) {
            for (int n = 0; n < R; ++n) {
                const Vec factor = splat(layer.v[i * m + j + n]);
                for (int p = 0; p < P; ++p) {
                    r[p][i] += factor * units[n][p];
                }
            }
        }
    });
    for (int p = 0; p < P; ++p) {
        for (int i = 0; i < q; ++i) {
            r[p][i] *= shape.scale;
        }
    }
}

// The states of any points after the layers.
template<class Act, int Q>
inline void flow_pass(const Trip& trip) {
    const Shape& shape = *trip.shape;
    const int q = Q ? Q : shape.dimension;
    constexpr int kQ = Q ? Q : kMaxDimension;
    constexpr int kP = Q == 0 ? kColumns : Q == 2 ? 4 : 2;
    constexpr int kPoints = kP * kWidth;
    for (int at = 0; at < trip.count; at += kPoints) {
        const int n = trip.count - at < kPoints ? trip.count - at : kPoints;
        Vec x[kP][kQ], r[kP][kQ];
        read_points(trip.x + static_cast<std::int64_t>(at) * q, n, q, x);
        float* out = trip.out + static_cast<std::int64_t>(at) * q;
        for (int k = trip.from; k < shape.layers; ++k) {
            const Layer<const float> layer(shape, trip.weights, k);
            if constexpr (Q == 0) {
                displacement_in_tiles<Act>(shape, layer, x, r);
            } else {
                displacement<Act, Q, kP>(shape, layer, x, r, [](int, int, const Unit&) {});
            }
            for (int p = 0; p < kP; ++p) {
                for (int i = 0; i < q; ++i) {
                    x[p][i] += r[p][i];
                }
            }
            if (trip.last && k + 1 < shape.layers) {
                continue;
            }
            write_points(x, n, q, out);
            out += static_cast<std::int64_t>(trip.count) * q;
        }
    }
}

}  // namespace la::fused::LA_ISA
