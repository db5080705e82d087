// The Jacobian of one layer, dx_{k+1}/dx_k = I + h V diag(sigma'(W x + b)) W, at points anywhere.

#pragma once

#include "core/kernels/layer.h"

namespace la::fused::LA_ISA {

// jacobian [P][q*q] of P vectors of points at x [P][q].
template<class Act, int Q, int P, int N>
LA_INLINE void jacobian_of_layer(const Shape& shape, const Layer<const float>& layer,
                                 const Vec (&x)[P][N], Vec (&jacobian)[P][N * N]) {
    const int q = Q ? Q : shape.dimension;
    for (int p = 0; p < P; ++p) {
        for (int i = 0; i < q * q; ++i) {
            jacobian[p][i] = Vec{};
        }
        for (int i = 0; i < q; ++i) {
            jacobian[p][i * (q + 1)] = splat(1.0f);
        }
    }
    for (int j = 0; j < shape.hidden; ++j) {
        const float* w = layer.w + j * q;
        for (int p = 0; p < P; ++p) {
            Vec z = splat(layer.b[j]);
            for (int i = 0; i < q; ++i) {
                z += w[i] * x[p][i];
            }
            const Vec slope = shape.scale * Act::slope(z);
            for (int i = 0; i < q; ++i) {
                const Vec row = layer.v[i * shape.hidden + j] * slope;
                for (int l = 0; l < q; ++l) {
                    jacobian[p][i * q + l] += w[l] * row;
                }
            }
        }
    }
}

template<class Act, int Q>
inline void jacobian_pass(const LayerPoints& points) {
    const Shape& shape = *points.shape;
    const int q = Q ? Q : shape.dimension;
    constexpr int kQ = Q ? Q : kMaxDimension;
    // As many vectors at once as registers have room for their Jacobians.
    constexpr int kP = Q == 2 && kWidth == 16 ? 4 : 2;
    constexpr int kPoints = kP * kWidth;
    const Layer<const float> layer(shape, points.weights, points.layer);
    for (int at = 0; at < points.count; at += kPoints) {
        const int n = points.count - at < kPoints ? points.count - at : kPoints;
        Vec x[kP][kQ], jacobian[kP][kQ * kQ];
        read_points(points.x + static_cast<std::int64_t>(at) * q, n, q, x);
        jacobian_of_layer<Act, Q>(shape, layer, x, jacobian);
        write_points(jacobian, n, q * q, points.out + static_cast<std::int64_t>(at) * q * q);
    }
}

}  // namespace la::fused::LA_ISA
