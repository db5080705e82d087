// Points of a tile through all layers, and the derivatives of that along directions in the space of
// the weights, whose names end in t. Q is the dimension where it is known when compiling, 0 where
// it is not; P is how many vectors of points are in registers at once, on which no result depends.

#pragma once

#include "core/engine/exact/tile64.h"

namespace la::exact::LA_ISA {

using fused::kMaxDimension;

// P vectors of points through all layers:  r = h (V sigma(W x + b) + c),  x <- x + r.
template<class Act, int Q, int P>
inline void forward_points(const Job& job, const Tile& tile, int at) {
    const Shape& shape = tile.shape;
    const int q = Q ? Q : shape.dimension, hidden = shape.hidden;
    constexpr int kQ = Q ? Q : kMaxDimension;
    Vec x[P][kQ], r[P][kQ];
    for (int p = 0; p < P; ++p) {
        for (int i = 0; i < q; ++i) {
            x[p][i] = load(tile.x + i * tile.pitch + at + p * kWidth);
        }
    }
    for (int k = 0; k < shape.layers; ++k) {
        const Layer layer(shape, job.weights, k);
        for (int p = 0; p < P; ++p) {
            for (int i = 0; i < q; ++i) {
                r[p][i] = splat(layer.c[i]);
            }
        }
        for (int j = 0; j < hidden; ++j) {
            double* kept = tile.unit(k, j) + at;
            for (int p = 0; p < P; ++p) {
                Vec z = splat(layer.b[j]);
                for (int i = 0; i < q; ++i) {
                    z += layer.w[j * q + i] * x[p][i];
                }
                const Vec a = Act::keep(z, kept + p * kWidth, tile.pitch);
                for (int i = 0; i < q; ++i) {
                    r[p][i] += layer.v[i * hidden + j] * a;
                }
            }
        }
        double *moves = tile.state(tile.r, k) + at, *next = tile.state(tile.x, k + 1) + at;
        for (int p = 0; p < P; ++p) {
            for (int i = 0; i < q; ++i) {
                r[p][i] *= shape.scale;
                x[p][i] += r[p][i];
                store(moves + i * tile.pitch + p * kWidth, r[p][i]);
                store(next + i * tile.pitch + p * kWidth, x[p][i]);
            }
        }
    }
}

// Calls group<P>(at) for all points of the tile, by twos of vectors where that has registers.
template<int Q, class Group>
inline void for_points(const Tile& tile, Group group) {
    int at = 0;
    if constexpr (Q != 0) {
        for (; at + 2 * kWidth <= tile.end; at += 2 * kWidth) {
            group.template operator()<2>(at);
        }
    }
    for (; at < tile.end; at += kWidth) {
        group.template operator()<1>(at);
    }
}

// P vectors of points:  zt = Wt x + W xt + bt,  at = sigma' zt,  rt = h (Vt a + V at + ct).
template<class Act, int Q, int P>
inline void forward_tangent(const Job& job, const Tile& tile, int t, int at) {
    const Shape& shape = tile.shape;
    const int q = Q ? Q : shape.dimension, hidden = shape.hidden;
    constexpr int kQ = Q ? Q : kMaxDimension;
    const std::int64_t pitch = tile.pitch;
    const TangentTile tangent = tile.tangent(t);
    Vec x[P][kQ], xt[P][kQ]{}, rt[P][kQ];
    for (int p = 0; p < P; ++p) {
        for (int i = 0; i < q; ++i) {
            store(tangent.x + i * pitch + at + p * kWidth, Vec{});
        }
    }
    for (int k = 0; k < shape.layers; ++k) {
        const Layer layer(shape, job.weights, k);
        const Layer along(shape, job.directions + t * shape.size, k);
        const double* states = tile.state(tile.x, k) + at;
        for (int p = 0; p < P; ++p) {
            for (int i = 0; i < q; ++i) {
                x[p][i] = load(states + i * pitch + p * kWidth);
                rt[p][i] = splat(along.c[i]);
            }
        }
        for (int j = 0; j < hidden; ++j) {
            const double* kept = tile.unit(k, j) + at;
            double* zs = tangent.z + (static_cast<std::int64_t>(k) * hidden + j) * pitch + at;
            for (int p = 0; p < P; ++p) {
                const Unit unit = Act::recall(kept + p * kWidth, pitch);
                Vec zt = splat(along.b[j]);
                for (int i = 0; i < q; ++i) {
                    zt += along.w[j * q + i] * x[p][i] + layer.w[j * q + i] * xt[p][i];
                }
                store(zs + p * kWidth, zt);
                const Vec derivative = unit.slope * zt;
                for (int i = 0; i < q; ++i) {
                    rt[p][i] +=
                        along.v[i * hidden + j] * unit.a + layer.v[i * hidden + j] * derivative;
                }
            }
        }
        double *moves = tile.state(tangent.r, k) + at, *next = tile.state(tangent.x, k + 1) + at;
        for (int p = 0; p < P; ++p) {
            for (int i = 0; i < q; ++i) {
                rt[p][i] *= shape.scale;
                xt[p][i] += rt[p][i];
                store(moves + i * pitch + p * kWidth, rt[p][i]);
                store(next + i * pitch + p * kWidth, xt[p][i]);
            }
        }
    }
}

}  // namespace la::exact::LA_ISA
