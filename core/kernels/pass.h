// A tile through the whole network and back: the functions of a Kernel.

#pragma once

#include "core/kernels/backward.h"
#include "core/kernels/flow.h"
#include "core/kernels/head.h"
#include "core/kernels/jacobian.h"
#include "core/kernels/lanes.h"
#include "core/kernels/piecewise.h"
#include "core/kernels/update.h"

namespace la::fused::LA_ISA {

// Computes x_0 .. x_L and r_0 .. r_{L-1} of the tile, and keeps the units if told to. Several
// vectors of points at once hide the latency of the multiply-adds.
template<class Act, int Q, Keep Kept>
inline void forward_tile(const Job& job, Tile& tile) {
    const Shape& shape = *job.shape;
    gather(job, tile);
    if constexpr (Q == 0) {
        for (int k = 0; k < shape.layers; ++k) {
            const Layer<const float> layer(shape, job.weights, k);
            in_steps<kColumns>(tile.vectors, [&]<int P>(int v) {
                forward_wide<Act, P>(shape, layer, tile, k, v);
            });
        }
    } else {
        in_steps<Q == 2 ? 4 : 2>(tile.vectors, [&]<int P>(int v) {
            forward<Act, Q, P, Kept>(shape, job.weights, tile, v);
        });
    }
}

// sum |r_k|^2 over the points of the tile.
inline double square_sum(const Shape& shape, const Tile& tile, int k) {
    Vec total{};
    for (int i = 0; i < shape.dimension; ++i) {
        const float* r = tile.r + (static_cast<std::int64_t>(k) * shape.dimension + i) * tile.pitch;
        for (int p = 0; p < tile.vectors * kWidth; p += kWidth) {
            const Vec now = load(r + p);
            total += load(tile.weight + p) * (now * now);
        }
    }
    return sum(total);
}

// The factor of r_k in the gradient of lambda times the penalty with respect to r_k.
inline float kappa(const Job& job, const Tile& tile, int k) {
    if (!job.shape->norm) {
        return 2 * job.lambda / static_cast<float>(job.batch);
    }
    const double squares = job.squares ? job.squares[k] : square_sum(*job.shape, tile, k);
    return squares == 0 ? 0 : job.lambda / static_cast<float>(__builtin_sqrt(squares));
}

inline std::int64_t head_offset(const Shape& shape) {
    const std::int64_t q = shape.dimension, m = shape.hidden;
    return shape.layers * (2 * m * q + m + q);
}

template<class Act, int Q>
inline void gradient_pass(const Job& job) {
    const Shape& shape = *job.shape;
    Tile tile(shape, job.scratch, job.count);
    forward_tile<Act, Q, Keep::Units>(job, tile);
    const std::int64_t head = head_offset(shape);
    head_gradient(shape, job.weights + head, tile, job.batch, job.gradient + head);
    for (int k = shape.layers - 1; k >= 0; --k) {
        backward<Act, Q>(shape, job.weights, tile, k, kappa(job, tile, k), job.gradient);
    }
}

// The same where is_piecewise(shape).
inline void gradient_of_pieces(const Job& job) {
    const Shape& shape = *job.shape;
    Tile tile(shape, job.scratch, job.count);
    const Pieces pieces(shape, tile);
    gather(job, tile);
    tabulate_units(shape, job.weights, pieces);
    for (int p = 0; p < tile.vectors * kWidth; p += kWidth) {
        forward_pieces(shape, job.weights, tile, pieces, p);
    }
    const std::int64_t head = head_offset(shape);
    head_gradient(shape, job.weights + head, tile, job.batch, job.gradient + head);
    for (int k = shape.layers - 1; k >= 0; --k) {
        backward_pieces(shape, tile, pieces, k, kappa(job, tile, k), job.gradient);
    }
}

template<class Act, int Q>
inline void squares_pass(const Job& job, double* squares) {
    Tile tile(*job.shape, job.scratch, job.count);
    forward_tile<Act, Q, Keep::Nothing>(job, tile);
    for (int k = 0; k < job.shape->layers; ++k) {
        squares[k] += square_sum(*job.shape, tile, k);
    }
}

template<class Act, int Q>
inline double loss_pass(const Job& job) {
    const Shape& shape = *job.shape;
    Tile tile(shape, job.scratch, job.count);
    forward_tile<Act, Q, Keep::Nothing>(job, tile);
    const float* states =
        tile.x + static_cast<std::int64_t>(shape.layers) * shape.dimension * tile.pitch;
    double total = 0;
    for (int p = 0; p < tile.vectors * kWidth; p += kWidth) {
        Vec x[kMaxDimension], z[kMaxClasses]{};
        for (int i = 0; i < shape.dimension; ++i) {
            x[i] = load(states + i * tile.pitch + p);
        }
        logits(shape, job.weights + head_offset(shape), x, z);
        const Vec each =
            loss(shape.loss, z, *reinterpret_cast<const Int*>(tile.label + p), shape.classes);
        for (int lane = 0; lane < kWidth && p + lane < tile.count; ++lane) {
            total += each[lane];
        }
    }
    return total;
}

inline void gradient(const Job& job) {
    if (is_piecewise(*job.shape)) {
        gradient_of_pieces(job);
        return;
    }
    dispatch(*job.shape, [&]<class S, int Q>() { gradient_pass<S, Q>(job); });
}

inline void squares(const Job& job, double* out) {
    dispatch(*job.shape, [&]<class S, int Q>() { squares_pass<S, Q>(job, out); });
}

inline void flow(const Trip& trip) {
    dispatch(*trip.shape, [&]<class S, int Q>() { flow_pass<S, Q>(trip); });
}

inline void jacobians(const LayerPoints& points) {
    dispatch(*points.shape, [&]<class S, int Q>() { jacobian_pass<S, Q>(points); });
}

inline double total_loss(const Job& job) {
    return dispatch(*job.shape, [&]<class S, int Q>() { return loss_pass<S, Q>(job); });
}

}  // namespace la::fused::LA_ISA
