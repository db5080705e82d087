// One residual layer of a tile backward: gradients of r = h (V sigma(W x + b) + c), x <- x + r.
// Q is the dimension where it is known when compiling, 0 where it is not.

#pragma once

#include "core/kernels/layer.h"
#include "core/kernels/sums.h"
#include "core/kernels/wide.h"

namespace la::fused::LA_ISA {

// The gradient with respect to r_k: g from the state above plus kappa r from the penalty, where
// kappa is 2 lambda / batch for energy and lambda / |R_k|_F for norm. u is this times h, dc the sum
// of u.
template<int Q>
LA_INLINE void begin_layer(const Shape& shape, Tile& tile, int k, float kappa, float* dc) {
    const int q = Q ? Q : shape.dimension;
    for (int i = 0; i < q; ++i) {
        const float* r = tile.r + (static_cast<std::int64_t>(k) * q + i) * tile.pitch;
        const float* g = tile.g + i * tile.pitch;
        float* u = tile.u + i * tile.pitch;
        Vec total{};
        for (int p = 0; p < tile.vectors * kWidth; p += kWidth) {
            const Vec now =
                shape.scale * (load(g + p) + kappa * load(tile.weight + p) * load(r + p));
            store(u + p, now);
            total += now;
        }
        dc[i] += sum(total);
    }
}

// Hidden units first..first+J-1 on the whole tile, from what the forward pass has kept of them.
//     dV += u a^T,  dz = sigma'(z) V^T u,  db += dz,  dW += dz x^T,  g += W^T dz
// The sums over points stay in registers, one lane per point of a vector, until the end.
template<class Act, int Q, int J>
inline void backward_units(const Shape& shape, const Layer<const float>& layer, Tile& tile, int k,
                           int first, const Layer<float>& out) {
    const std::int64_t pitch = tile.pitch, hidden = shape.hidden;
    const float* w = layer.w + first * Q;
    const float* v = layer.v + first;
    const float* states = tile.x + k * Q * pitch;
    const float* units = kept_units<Act>(shape, tile, k, 0) + first * Act::kKept * kWidth;
    const std::int64_t next = units_of_vector<Act>(shape);
    float *gs = tile.g, *us = tile.u;
    // dW [J][Q], db [J], dV [Q][J], in the order of the parameters.
    constexpr int kB = J * Q, kV = kB + J, kAll = kV + J * Q;
    Vec d[kAll];
#pragma GCC unroll 32
    for (int n = 0; n < kAll; ++n) {
        d[n] = Vec{};
    }
    for (int p = 0; p < tile.vectors * kWidth; p += kWidth) {
        Vec x[Q], u[Q], g[Q];
        for (int i = 0; i < Q; ++i) {
            x[i] = load(states + i * pitch + p);
            u[i] = load(us + i * pitch + p);
            g[i] = load(gs + i * pitch + p);
        }
#pragma GCC unroll 4
        for (int j = 0; j < J; ++j) {
            const Unit unit = kept<Act>(units + j * Act::kKept * kWidth);
            Vec da = v[j] * u[0];
            for (int i = 1; i < Q; ++i) {
                da += v[i * hidden + j] * u[i];
            }
            const Vec dz = Act::back(unit, da);
            d[kB + j] += dz;
            for (int i = 0; i < Q; ++i) {
                d[kV + i * J + j] += unit.a * u[i];
                d[j * Q + i] += dz * x[i];
                g[i] += w[j * Q + i] * dz;
            }
        }
        for (int i = 0; i < Q; ++i) {
            store(gs + i * pitch + p, g[i]);
        }
        units += next;
    }
    alignas(64) float sums[(kAll + kWidth - 1) / kWidth * kWidth];
    sum_lanes<kAll>(d, sums);
    add_floats<J * Q>(sums, out.w + first * Q);
    add_floats<J>(sums + kB, out.b + first);
    for (int i = 0; i < Q; ++i) {
        add_floats<J>(sums + kV + i * J, out.v + i * hidden + first);
    }
}

// Layer k: from tile.g, the gradient with respect to x_{k+1}, to that with respect to x_k.
template<class Act, int Q>
inline void backward(const Shape& shape, const float* weights, Tile& tile, int k, float kappa,
                     float* gradient) {
    const Layer<const float> layer(shape, weights, k);
    const Layer<float> out(shape, gradient, k);
    begin_layer<Q>(shape, tile, k, kappa, out.c);
    if constexpr (Q == 0) {
        float* dz = kept_units<Act>(shape, tile, shape.layers, 0);  // after all that is kept
        in_steps<kColumns>(tile.vectors, [&]<int P>(int v) {
            backward_wide<Act, P>(shape, layer, tile, k, v, dz);
        });
        gradient_wide<Act>(shape, tile, k, dz, out);
    } else {
        // As many units at once as registers have room for their sums.
        constexpr int kUnits = kWidth == 16 ? (Q == 2 ? 4 : 2) : Q == 2 ? 2 : 1;
        in_steps<kUnits>(shape.hidden, [&]<int J>(int j) {
            backward_units<Act, Q, J>(shape, layer, tile, k, j, out);
        });
    }
}

}  // namespace la::fused::LA_ISA
