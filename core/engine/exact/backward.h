// A tile back through a layer: from the gradient with respect to x_{k+1} to that with respect to
// x_k, and to that with respect to the parameters. Q is the dimension where it is known when
// compiling, 0 where it is not; J is how many hidden units are in registers at once, on which no
// result depends.

#pragma once

#include "core/engine/exact/forward.h"

namespace la::exact::LA_ISA {

// The factor of r_k in the gradient of lambda times the penalty with respect to r_k.
inline double kappa(const Job& job, int k) {
    if (!job.shape->norm) {
        return 2 * job.lambda / job.batch;
    }
    const double squares = job.sums->squares[k];
    return squares == 0 ? 0 : job.lambda / __builtin_sqrt(squares);
}

// Hidden units first..first+J-1 of layer k on the whole tile:
//     da = V^T u,  dz = sigma' da,  dV += u a^T,  db += dz,  dW += dz x^T,  g += W^T dz
template<class Act, int Q, int J>
inline void backward_units(const Job& job, const Tile& tile, int k, int first) {
    const Shape& shape = tile.shape;
    const int q = Q ? Q : shape.dimension, hidden = shape.hidden;
    constexpr int kQ = Q ? Q : kMaxDimension;
    const std::int64_t pitch = tile.pitch;
    const Layer layer(shape, job.weights, k);
    const double* w = layer.w + first * q;
    const double* v = layer.v + first;
    const double *xs = tile.state(tile.x, k), *us = tile.u;
    double* gs = tile.g;
    LaneSum dw[J][kQ]{}, db[J]{}, dv[J][kQ]{};
    each_part(tile, [&]<int N>(int p) {
        Vec x[kQ], u[kQ], g[kQ];
        for (int i = 0; i < q; ++i) {
            x[i] = load(xs + i * pitch + p);
            u[i] = load(us + i * pitch + p);
            g[i] = load(gs + i * pitch + p);
        }
        for (int j = 0; j < J; ++j) {
            const Unit unit = Act::recall(tile.unit(k, first + j) + p, pitch);
            Vec da{};
            for (int i = 0; i < q; ++i) {
                da += v[i * hidden + j] * u[i];
                dv[j][i].part[N] += unit.a * u[i];
            }
            const Vec dz = unit.slope * da;
            db[j].part[N] += dz;
            for (int i = 0; i < q; ++i) {
                dw[j][i].part[N] += dz * x[i];
                g[i] += w[j * q + i] * dz;
            }
            if (job.products > 0) {
                store(tile.da + (first + j) * pitch + p, da);
                store(tile.dz + (first + j) * pitch + p, dz);
            }
        }
        for (int i = 0; i < q; ++i) {
            store(gs + i * pitch + p, g[i]);
        }
    });
    const Places places(shape);
    for (int j = 0; j < J; ++j) {
        tile.sums[places.b + first + j] = db[j];
        for (int i = 0; i < q; ++i) {
            tile.sums[(first + j) * q + i] = dw[j][i];
            tile.sums[places.v + i * hidden + first + j] = dv[j][i];
        }
    }
}

// Calls units<J>(first) for all hidden units, by twos where that has registers.
template<int Q, class Units>
inline void for_units(int hidden, Units units) {
    int j = 0;
    if constexpr (Q != 0) {
        for (; j + 2 <= hidden; j += 2) {
            units.template operator()<2>(j);
        }
    }
    for (; j < hidden; ++j) {
        units.template operator()<1>(j);
    }
}

// Layer k: from tile.g, the gradient with respect to x_{k+1}, to that with respect to x_k. That
// with respect to r_k is g + kappa r_k; u is this times h, dc the sum of u.
template<class Act, int Q>
inline void backward_layer(const Job& job, const Tile& tile, int k) {
    const Shape& shape = tile.shape;
    const Places places(shape);
    const double kr = kappa(job, k);
    const double* moves = tile.state(tile.r, k);
    for (int i = 0; i < shape.dimension; ++i) {
        LaneSum sum{};
        each_part(tile, [&]<int N>(int p) {
            const std::int64_t at = i * tile.pitch + p;
            const Vec r = load(tile.weight + p) * load(moves + at);
            const Vec u = shape.scale * (load(tile.g + at) + kr * r);
            store(tile.u + at, u);
            sum.part[N] += u;
        });
        tile.sums[places.c + i] = sum;
    }
    for_units<Q>(shape.hidden,
                 [&]<int J>(int first) { backward_units<Act, Q, J>(job, tile, k, first); });
    add_totals(tile.sums, places.end, job.gradient + k * places.end);
}

}  // namespace la::exact::LA_ISA
