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

// Floats of all units of a vector of points, and where those of vector v begin in layer k:
// tile.rest is [L][vectors][m][kKept][kWidth].
template<class Act>
LA_INLINE std::int64_t units_of_vector(const Shape& shape) {
    return static_cast<std::int64_t>(shape.hidden) * Act::kKept * kWidth;
}
template<class Act>
LA_INLINE float* kept_units(const Shape& shape, const Tile& tile, int k, int v) {
    return tile.rest +
           (static_cast<std::int64_t>(k) * tile.vectors + v) * units_of_vector<Act>(shape);
}

// r of P vectors of points at x. keep(j, p, unit) is told of every unit.
template<class Act, int Q, int P, int N, class Keep>
LA_INLINE void displacement(const Shape& shape, const Layer<const float>& layer,
                            const Vec (&x)[P][N], Vec (&r)[P][N], Keep keep) {
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
            const Unit unit = Act::unit(z);
            keep(j, p, unit);
            for (int i = 0; i < q; ++i) {
                r[p][i] += layer.v[i * shape.hidden + j] * unit.a;
            }
        }
    }
    for (int p = 0; p < P; ++p) {
        for (int i = 0; i < q; ++i) {
            r[p][i] *= shape.scale;
        }
    }
}

// Whether the forward pass keeps the units for the backward pass.
enum class Keep { Nothing, Units };

// P vectors of points, from vector `first` on, through all layers, their states held in registers.
template<class Act, int Q, int P, Keep Kept>
inline void forward(const Shape& shape, const float* weights, Tile& tile, int first) {
    const std::int64_t block = static_cast<std::int64_t>(Q) * tile.pitch;
    const int at = first * kWidth;
    Vec x[P][Q], r[P][Q];
    for (int p = 0; p < P; ++p) {
        for (int i = 0; i < Q; ++i) {
            x[p][i] = load(tile.x + i * tile.pitch + at + p * kWidth);
        }
    }
    for (int k = 0; k < shape.layers; ++k) {
        float* units = kept_units<Act>(shape, tile, k, first);
        const std::int64_t next = units_of_vector<Act>(shape);
        displacement<Act, Q>(shape, Layer<const float>(shape, weights, k), x, r,
                             [&](int j, int p, const Unit& unit) {
                                 if constexpr (Kept == Keep::Units) {
                                     keep<Act>(units + p * next + j * Act::kKept * kWidth, unit);
                                 }
                             });
        for (int p = 0; p < P; ++p) {
            for (int i = 0; i < Q; ++i) {
                const std::int64_t here = k * block + i * tile.pitch + at + p * kWidth;
                x[p][i] += r[p][i];
                store(tile.r + here, r[p][i]);
                store(tile.x + here + block, x[p][i]);
            }
        }
    }
}

}  // namespace la::fused::LA_ISA
