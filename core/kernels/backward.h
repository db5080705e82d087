// One residual layer of a tile backward: gradients of r = h (V sigma(W x + b) + c), x <- x + r.
// Q is the dimension where it is known when compiling, 0 where it is not.

#pragma once

#include "core/kernels/lanes.h"
#include "core/kernels/layer.h"

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

// Hidden units j..j+J-1 on the whole tile, recomputed from x, which is cheaper than storing them.
//     dV += u a^T,  dz = sigma'(z) V^T u,  db += dz,  dW += dz x^T,  g += W^T dz
// The sums over points stay in registers, one lane per point of a vector, until the end.
template<class Act, int Q, int J>
inline void backward_units(const Shape& shape, const Layer<const float>& layer, Tile& tile,
                           const float* states, int first, const Layer<float>& out) {
    const int q = Q ? Q : shape.dimension;
    constexpr int kQ = Q ? Q : kMaxDimension;
    const float* w = layer.w + first * q;
    const float* b = layer.b + first;
    const float* v = layer.v + first;
    const int pitch = tile.pitch, hidden = shape.hidden, end = tile.vectors * kWidth;
    float *gs = tile.g, *us = tile.u;
    // dW [J][q], db [J], dV [q][J], in the order of the parameters.
    constexpr int kB = J * kQ, kV = kB + J;
    Vec d[kV + J * kQ];
    for (Vec& sum_of : d) {
        sum_of = Vec{};
    }
    for (int p = 0; p < end; p += kWidth) {
        Vec x[kQ], u[kQ], g[kQ];
        for (int i = 0; i < q; ++i) {
            x[i] = load(states + i * pitch + p);
            u[i] = load(us + i * pitch + p);
            g[i] = load(gs + i * pitch + p);
        }
        for (int j = 0; j < J; ++j) {
            Vec z = splat(b[j]), da{};
            for (int i = 0; i < q; ++i) {
                z += w[j * q + i] * x[i];
                da += v[i * hidden + j] * u[i];
            }
            const Back unit = Act::back(z, da);
            d[kB + j] += unit.dz;
            for (int i = 0; i < q; ++i) {
                d[kV + i * J + j] += unit.a * u[i];
                d[j * kQ + i] += unit.dz * x[i];
                g[i] += w[j * q + i] * unit.dz;
            }
        }
        for (int i = 0; i < q; ++i) {
            store(gs + i * pitch + p, g[i]);
        }
    }
    if constexpr (Q != 0) {
        add_sums<J * kQ>(d, out.w + first * q);
    } else {
        static_assert(Q != 0 || J == 1);
        add_sums<kQ>(d, out.w + first * q, q);
    }
    add_sums<J>(d + kB, out.b + first);
    for (int i = 0; i < q; ++i) {
        add_sums<J>(d + kV + i * J, out.v + i * hidden + first);
    }
}

// Layer k: from tile.g, the gradient with respect to x_{k+1}, to that with respect to x_k.
template<class Act, int Q>
inline void backward(const Shape& shape, const float* weights, Tile& tile, int k, float kappa,
                     float* gradient) {
    const Layer<const float> layer(shape, weights, k);
    const Layer<float> out(shape, gradient, k);
    const float* states = tile.x + static_cast<std::int64_t>(k) * shape.dimension * tile.pitch;
    begin_layer<Q>(shape, tile, k, kappa, out.c);
    // As many units at once as registers have room for their sums.
    constexpr int kUnits = Q != 2 ? 1 : kWidth == 16 ? 4 : 2;
    int j = 0;
    for (; j + kUnits <= shape.hidden; j += kUnits) {
        backward_units<Act, Q, kUnits>(shape, layer, tile, states, j, out);
    }
    if constexpr (kUnits > 2) {
        for (; j + 2 <= shape.hidden; j += 2) {
            backward_units<Act, Q, 2>(shape, layer, tile, states, j, out);
        }
    }
    for (; j < shape.hidden; ++j) {
        backward_units<Act, Q, 1>(shape, layer, tile, states, j, out);
    }
}

}  // namespace la::fused::LA_ISA
