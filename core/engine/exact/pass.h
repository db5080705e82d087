// A tile through the network and back, with all directions: the functions of a Kernel.

#pragma once

#include "core/engine/exact/head64.h"
#include "core/engine/exact/tangent_backward.h"
#include "core/engine/exact/three_layer_product.h"

namespace la::exact::LA_ISA {

inline void forward(const Job& job) {
    const Tile tile(job);
    gather(job, tile);
    if (job.shape->three_layer) {
        dispatch(*job.shape,
                 [&]<class Act, int>() { job.sums->loss += three_layer_loss<Act>(job, tile); });
        return;
    }
    dispatch(*job.shape, [&]<class Act, int Q>() {
        for_points<Q>(tile, [&]<int P>(int at) { forward_points<Act, Q, P>(job, tile, at); });
        for (int t = 0; t < job.products; ++t) {
            for_points<Q>(tile,
                          [&]<int P>(int at) { forward_tangent<Act, Q, P>(job, tile, t, at); });
        }
    });
    job.sums->loss += head_loss(job, tile);
    const int layers = job.shape->layers;
    for (int k = 0; k < layers; ++k) {
        const double* r = tile.state(tile.r, k);
        job.sums->squares[k] += dot(tile, r, r);
        for (int t = 0; job.shape->norm && t < job.products; ++t) {
            job.sums->dots[static_cast<std::int64_t>(t) * layers + k] +=
                dot(tile, r, tile.state(tile.tangent(t).r, k));
        }
    }
}

inline void backward(const Job& job) {
    const Tile tile(job);
    if (job.shape->three_layer) {
        dispatch(*job.shape, [&]<class Act, int>() {
            three_layer_gradient<Act>(job, tile);
            for (int t = 0; t < job.products; ++t) {
                three_layer_product<Act>(job, tile, t);
            }
        });
        return;
    }
    head_gradient(job, tile);
    for (int t = 0; t < job.products; ++t) {
        head_tangent(job, tile, t);
    }
    dispatch(*job.shape, [&]<class Act, int Q>() {
        for (int k = job.shape->layers - 1; k >= 0; --k) {
            backward_layer<Act, Q>(job, tile, k);
            for (int t = 0; t < job.products; ++t) {
                backward_tangent<Act, Q>(job, tile, t, k);
            }
        }
    });
}

}  // namespace la::exact::LA_ISA
