// One residual layer forward:  r = h (V sigma(W x + b) + c),  x <- x + r.
// Q is the dimension where it is known when compiling, 0 where it is not.

#pragma once

#include "core/kernels/activation.h"
#include "core/kernels/tile.h"

namespace la::fused::LA_ISA {

// The parameters of layer k inside a flat array laid out as WeightLayout says.
template<class Float>
struct Layer {
    Layer(const Shape& shape, Float* all, int k) {
        const std::int64_t q = shape.dimension, m = shape.hidden;
        w = all + k * (2 * m * q + m + q);
        b = w + m * q;
        v = b + m;
        c = v + q * m;
    }
    Float *w, *b, *v, *c;  // [m][q] [m] [q][m] [q]
};

// r of P vectors of points at x.
template<class Act, int Q, int P, int N>
LA_INLINE void displacement(const Shape& shape, const Layer<const float>& layer,
                            const Vec (&x)[P][N], Vec (&r)[P][N]) {
    const int q = Q ? Q : shape.dimension;
    for (int p = 0; p < P; ++p) {
        for (int i = 0; i < q; ++i) {
            r[p][i] = splat(layer.c[i]);
        }
    }
    for (int j = 0; j < shape.hidden; ++j) {
        for (int p = 0; p < P; ++p) {
            Vec z = splat(layer.b[j]);
            for (int i = 0; i < q; ++i) {
                z += layer.w[j * q + i] * x[p][i];
            }
            const Vec a = Act::value(z);
            for (int i = 0; i < q; ++i) {
                r[p][i] += layer.v[i * shape.hidden + j] * a;
            }
        }
    }
    for (int p = 0; p < P; ++p) {
        for (int i = 0; i < q; ++i) {
            r[p][i] *= shape.scale;
        }
    }
}

// P vectors of points through all layers, their states held in registers where Q is known.
template<class Act, int Q, int P>
inline void forward(const Shape& shape, const float* weights, Tile& tile, int at) {
    const int q = Q ? Q : shape.dimension;
    constexpr int kQ = Q ? Q : kMaxDimension;
    const std::int64_t block = static_cast<std::int64_t>(q) * tile.pitch;
    Vec x[P][kQ], r[P][kQ];
    for (int p = 0; p < P; ++p) {
        for (int i = 0; i < q; ++i) {
            x[p][i] = load(tile.x + i * tile.pitch + at + p * kWidth);
        }
    }
    for (int k = 0; k < shape.layers; ++k) {
        displacement<Act, Q, P>(shape, Layer<const float>(shape, weights, k), x, r);
        for (int p = 0; p < P; ++p) {
            for (int i = 0; i < q; ++i) {
                const std::int64_t here = k * block + i * tile.pitch + at + p * kWidth;
                x[p][i] += r[p][i];
                store(tile.r + here, r[p][i]);
                store(tile.x + here + block, x[p][i]);
            }
        }
    }
}

}  // namespace la::fused::LA_ISA
