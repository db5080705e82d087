// Points anywhere through the layers: states, without loss and gradient.

#pragma once

#include "core/kernels/layer.h"

namespace la::fused::LA_ISA {

// The states of any points after the layers.
template<class Act, int Q>
inline void flow_pass(const Trip& trip) {
    const Shape& shape = *trip.shape;
    const int q = Q ? Q : shape.dimension;
    constexpr int kQ = Q ? Q : kMaxDimension;
    constexpr int kP = Q == 2 ? 4 : Q == 3 ? 2 : 1;
    constexpr int kPoints = kP * kWidth;
    for (int at = 0; at < trip.count; at += kPoints) {
        const int n = trip.count - at < kPoints ? trip.count - at : kPoints;
        Vec x[kP][kQ], r[kP][kQ];
        read_points(trip.x + static_cast<std::int64_t>(at) * q, n, q, x);
        float* out = trip.out + static_cast<std::int64_t>(at) * q;
        for (int k = trip.from; k < shape.layers; ++k) {
            displacement<Act, Q, kP>(shape, Layer<const float>(shape, trip.weights, k), x, r,
                                     [](int, int, const Unit&) {});
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
