// Layers of dimension 4 and more, whose states do not fit into registers: both directions are
// products of small matrices and vectors of points, done in tiles (product.h). With u the gradient
// with respect to V a + c, S the sum over the points, * unit by unit:
//     a = sigma(W x + b),   r = h (V a + c),
//     dz = sigma'(z) * V^T u,   g += W^T dz,   dW = S dz x^T,   db = S dz,   dV = S u a^T.

#pragma once

#include "core/kernels/layer.h"
#include "core/kernels/product.h"

namespace la::fused::LA_ISA {

// P vectors of points, from vector `first` on, through layer k.
template<class Act, int P>
inline void forward_wide(const Shape& shape, const Layer<const float>& layer, Tile& tile, int k,
                         int first) {
    const int q = shape.dimension, m = shape.hidden, at = first * kWidth;
    const std::int64_t pitch = tile.pitch, block = q * pitch;
    const float* x = tile.x + k * block + at;
    float* next = tile.x + (k + 1) * block + at;
    float* moves = tile.r + k * block + at;
    float* units = kept_units<Act>(shape, tile, k, first);
    const Strides of_units{units_of_vector<Act>(shape), Act::kKept * kWidth};
    in_steps<kRows>(m, [&]<int R>(int j) {
        Vec z[R][P];
        for (int r = 0; r < R; ++r) {
            for (int p = 0; p < P; ++p) {
                z[r][p] = splat(layer.b[j + r]);
            }
        }
        add_product(layer.w + j * q, {q, 1}, x, {kWidth, pitch}, q, z);
        for (int r = 0; r < R; ++r) {
            for (int p = 0; p < P; ++p) {
                keep<Act>(units + p * of_units.row + (j + r) * of_units.term, Act::unit(z[r][p]));
            }
        }
    });
    in_steps<kRows>(q, [&]<int R>(int i) {
        Vec sum[R][P];
        for (int r = 0; r < R; ++r) {
            for (int p = 0; p < P; ++p) {
                sum[r][p] = splat(layer.c[i + r]);
            }
        }
        add_product(layer.v + i * m, {m, 1}, units, of_units, m, sum);
        for (int r = 0; r < R; ++r) {
            for (int p = 0; p < P; ++p) {
                const std::int64_t here = (i + r) * pitch + p * kWidth;
                const Vec move = shape.scale * sum[r][p];
                store(moves + here, move);
                store(next + here, load(x + here) + move);
            }
        }
    });
}

// From P vectors of tile.u and tile.g: dz [vector][m][kWidth], and W^T dz added to tile.g.
template<class Act, int P>
inline void backward_wide(const Shape& shape, const Layer<const float>& layer, Tile& tile, int k,
                          int first, float* dz) {
    const int q = shape.dimension, m = shape.hidden, at = first * kWidth;
    const std::int64_t pitch = tile.pitch;
    const float* units = kept_units<Act>(shape, tile, k, first);
    const std::int64_t next = units_of_vector<Act>(shape);
    const Strides of_dz{static_cast<std::int64_t>(m) * kWidth, kWidth};
    dz += first * of_dz.row;
    in_steps<kRows>(m, [&]<int R>(int j) {
        Vec da[R][P]{};
        add_product(layer.v + j, {1, m}, tile.u + at, {kWidth, pitch}, q, da);
        for (int r = 0; r < R; ++r) {
            for (int p = 0; p < P; ++p) {
                const Unit unit = kept<Act>(units + p * next + (j + r) * Act::kKept * kWidth);
                store(dz + p * of_dz.row + (j + r) * kWidth, Act::back(unit, da[r][p]));
            }
        }
    });
    in_steps<kRows>(q, [&]<int R>(int i) {
        Vec g[R][P];
        float* at_g = tile.g + i * pitch + at;
        for (int r = 0; r < R; ++r) {
            for (int p = 0; p < P; ++p) {
                g[r][p] = load(at_g + r * pitch + p * kWidth);
            }
        }
        add_product(layer.w + i, {1, q}, dz, of_dz, m, g);
        for (int r = 0; r < R; ++r) {
            for (int p = 0; p < P; ++p) {
                store(at_g + r * pitch + p * kWidth, g[r][p]);
            }
        }
    });
}

// dW, db and dV of layer k, summed over the points of the tile.
template<class Act>
inline void gradient_wide(const Shape& shape, const Tile& tile, int k, const float* dz,
                          const Layer<float>& out) {
    const int q = shape.dimension, m = shape.hidden;
    const std::int64_t pitch = tile.pitch;
    const float* x = tile.x + k * q * pitch;
    const float* units = kept_units<Act>(shape, tile, k, 0);
    const Strides of_dz{kWidth, static_cast<std::int64_t>(m) * kWidth};
    const Strides of_units{Act::kKept * kWidth, units_of_vector<Act>(shape)};
    const Strides of_points{pitch, kWidth};
    in_steps<kColumns>(m, [&]<int R>(int j) {
        in_steps<kRows>(q, [&]<int C>(int i) {
            add_outer<R, C>(dz + j * of_dz.row, of_dz, x + i * pitch, of_points, tile.vectors,
                            out.w + static_cast<std::int64_t>(j) * q + i, q);
        });
    });
    in_steps<kRows>(m, [&]<int C>(int j) {
        in_steps<kColumns>(q, [&]<int R>(int i) {
            add_outer<R, C>(tile.u + i * pitch, of_points, units + j * of_units.row, of_units,
                            tile.vectors, out.v + static_cast<std::int64_t>(i) * m + j, m);
        });
        Vec total[C]{};
        for (int v = 0; v < tile.vectors; ++v) {
            for (int c = 0; c < C; ++c) {
                total[c] += load(dz + (j + c) * of_dz.row + v * of_dz.term);
            }
        }
        add_sums<C>(total, out.b + j);
    });
}

}  // namespace la::fused::LA_ISA
