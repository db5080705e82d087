// ReLU layers in the plane, the common case. They are piecewise affine:
// with m_j = [w_j x + b_j > 0] and v_j the j-th column of V,
//     r = h (J x + d + c),   J = sum_j m_j v_j w_j^T (2x2),   d = sum_j m_j v_j b_j,
// and with u the gradient with respect to V a + c, S standing for the sum over the points,
//     g += J^T u,   G_j = S m_j u (x, 1)^T (2x3),
//     dw_j = v_j^T G_j[:, 0:2],   db_j = v_j^T G_j[:, 2],   dv_j = G_j (w_j, b_j).
// Both directions are six masked sums: (J, d) over the units for every point, and G over the points
// for every unit. Going forward the lanes of a vector are points, going back they are units, so no
// unit is computed twice and nothing is summed across lanes.

#pragma once

#include "core/kernels/pieces.h"

namespace la::fused::LA_ISA {

// Takes the vector of points at `at` through all layers.
inline void forward_pieces(const Shape& shape, const float* weights, const Tile& tile,
                           const Pieces& pieces, int at) {
    const std::int64_t pitch = pieces.pitch, units = pieces.units;
    float *states = tile.x + at, *moves = tile.r + at, *jacobian = pieces.jacobian + at;
    const float* table = pieces.table;
    std::uint16_t* active = pieces.active + at / kWidth * units;
    Vec x[2] = {load(states), load(states + pitch)};
    for (int k = 0; k < shape.layers; ++k) {
        Vec map[6]{};  // J_00 J_01 d_0, J_10 J_11 d_1
        for (int j = 0; j < shape.hidden; ++j) {
            const float* unit = table + j;
            const Vec wx = unit[6 * units] * x[0] + unit[7 * units] * x[1];
            const Mask on = above(wx, unit + 8 * units);
            active[j] = lane_bits(on);
            add_six(on, unit, units, map);
        }
        const Layer<const float> layer(shape, weights, k);
        Vec r[2];
        for (int i = 0; i < 2; ++i) {
            const Vec* row = map + 3 * i;
            r[i] = shape.scale * (row[0] * x[0] + row[1] * x[1] + (row[2] + layer.c[i]));
            store(moves + i * pitch, r[i]);
            store(jacobian + 2 * i * pitch, row[0]);
            store(jacobian + (2 * i + 1) * pitch, row[1]);
        }
        states += 2 * pitch;
        for (int i = 0; i < 2; ++i) {
            x[i] += r[i];
            store(states + i * pitch, x[i]);
        }
        moves += 2 * pitch;
        jacobian += 4 * pitch;
        table += kUnitRows * units;
        active += pitch / kWidth * units;
    }
}

// Turns tile.g from the gradient with respect to x_{k+1} into that with respect to x_k; adds dc,
// and tabulates the terms of every point in G.
inline void tabulate_points(const Shape& shape, const Tile& tile, const Pieces& pieces, int k,
                            float kappa, float* dc) {
    const std::int64_t pitch = pieces.pitch;
    const float *x = tile.x + 2 * k * pitch, *r = tile.r + 2 * k * pitch;
    const float *weight = tile.weight, *jacobian = pieces.jacobian + 4 * k * pitch;
    float *g = tile.g, *points = pieces.points;
    Vec total[2]{};
    for (int p = 0; p < tile.vectors * kWidth; p += kWidth) {
        const Vec penalty = kappa * load(weight + p);
        Vec u[2];
        for (int i = 0; i < 2; ++i) {
            u[i] = shape.scale * (load(g + i * pitch + p) + penalty * load(r + i * pitch + p));
            total[i] += u[i];
            float* out = points + 3 * i * pitch + p;
            store(out, u[i] * load(x + p));
            store(out + pitch, u[i] * load(x + pitch + p));
            store(out + 2 * pitch, u[i]);
        }
        for (int i = 0; i < 2; ++i) {
            store(g + i * pitch + p, load(g + i * pitch + p) +
                                         load(jacobian + i * pitch + p) * u[0] +
                                         load(jacobian + (2 + i) * pitch + p) * u[1]);
        }
    }
    add_sums<2>(total, dc);
}

// Layer k backward.
inline void backward_pieces(const Shape& shape, const Tile& tile, const Pieces& pieces, int k,
                            float kappa, float* gradient) {
    const Layer<float> out(shape, gradient, k);
    tabulate_points(shape, tile, pieces, k, kappa, out.c);
    const std::int64_t pitch = pieces.pitch, units = pieces.units;
    const int hidden = shape.hidden, end = tile.vectors * kWidth;
    for (int j = 0; j < hidden; j += kWidth) {
        Vec G[6]{};
        const float* points = pieces.points;
        const std::uint16_t* active = pieces.active + k * (pitch / kWidth) * units + j;
        for (int p = 0; p < end; p += kWidth) {
            const Words words = load_words(active);
#pragma GCC unroll 16
            for (int lane = 0; lane < kWidth; ++lane) {  // u is 0 after the last point
                add_six(bit(words, lane), points + lane, pitch, G);
            }
            points += kWidth;
            active += units;
        }
        const float* table = pieces.table + k * kUnitRows * units + j;
        const Vec w0 = load(table + 6 * units), w1 = load(table + 7 * units);
        const Vec b = -load(table + 8 * units);
        const Vec v0 = load(table + 9 * units), v1 = load(table + 10 * units);
        const int n = hidden - j;
        const Two dw = in_pairs(v0 * G[0] + v1 * G[3], v0 * G[1] + v1 * G[4]);
        add_first(out.w + 2 * j, dw.a, 2 * n);
        add_first(out.w + 2 * j + kWidth, dw.b, 2 * n - kWidth);
        add_first(out.b + j, v0 * G[2] + v1 * G[5], n);
        add_first(out.v + j, w0 * G[0] + w1 * G[1] + b * G[2], n);
        add_first(out.v + hidden + j, w0 * G[3] + w1 * G[4] + b * G[5], n);
    }
}

}  // namespace la::fused::LA_ISA
