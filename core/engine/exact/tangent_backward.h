// The derivative of the way back along directions: a direction's derivative of the gradient is the
// Hessian times that direction, forward over reverse. The tangents of a layer share x, a, sigma',
// sigma'', u, da and dz. Names end in t for a derivative.

#pragma once

#include "core/engine/exact/backward.h"

namespace la::exact::LA_ISA {

// Hidden units of layer k on the whole tile:
//     dat = Vt^T u + V^T ut,  dzt = sigma'' zt da + sigma' dat,  dVt += ut a^T + u at^T,
//     dbt += dzt,  dWt += dzt x^T + dz xt^T,  gt += Wt^T dz + W^T dzt
template<class Act, int Q, int J>
inline void backward_tangent_units(const Job& job, const Tile& tile, int t, int k, int first) {
    const Shape& shape = tile.shape;
    const int q = Q ? Q : shape.dimension, hidden = shape.hidden;
    constexpr int kQ = Q ? Q : kMaxDimension;
    const std::int64_t pitch = tile.pitch;
    const TangentTile tangent = tile.tangent(t);
    const Layer layer(shape, job.weights, k);
    const Layer along(shape, job.directions + t * shape.size, k);
    const double *w = layer.w + first * q, *wt = along.w + first * q;
    const double *v = layer.v + first, *vt = along.v + first;
    const double *xs = tile.state(tile.x, k), *xts = tile.state(tangent.x, k);
    LaneSum dw[J][kQ]{}, db[J]{}, dv[J][kQ]{};
    each_part(tile, [&]<int N>(int p) {
        Vec x[kQ], xt[kQ], u[kQ], ut[kQ], gt[kQ];
        for (int i = 0; i < q; ++i) {
            const std::int64_t at = i * pitch + p;
            x[i] = load(xs + at);
            xt[i] = load(xts + at);
            u[i] = load(tile.u + at);
            ut[i] = load(tile.ut + at);
            gt[i] = load(tangent.g + at);
        }
        for (int j = 0; j < J; ++j) {
            const std::int64_t row = first + j;
            const Unit unit = Act::recall(tile.unit(k, row) + p, pitch);
            const Vec zt = load(tangent.z + (k * hidden + row) * pitch + p);
            const Vec da = load(tile.da + row * pitch + p), dz = load(tile.dz + row * pitch + p);
            const Vec at = unit.slope * zt;
            Vec dat{};
            for (int i = 0; i < q; ++i) {
                dat += vt[i * hidden + j] * u[i] + v[i * hidden + j] * ut[i];
                dv[j][i].part[N] += ut[i] * unit.a + u[i] * at;
            }
            const Vec dzt = unit.curve * zt * da + unit.slope * dat;
            db[j].part[N] += dzt;
            for (int i = 0; i < q; ++i) {
                dw[j][i].part[N] += dzt * x[i] + dz * xt[i];
                gt[i] += wt[j * q + i] * dz + w[j * q + i] * dzt;
            }
        }
        for (int i = 0; i < q; ++i) {
            store(tangent.g + i * pitch + p, gt[i]);
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

// Layer k of direction t, after backward_layer of the same layer. The derivative of kappa is 0 for
// energy and -kappa (r . r') / |R_k|^2 for norm.
template<class Act, int Q>
inline void backward_tangent(const Job& job, const Tile& tile, int t, int k) {
    const Shape& shape = tile.shape;
    const TangentTile tangent = tile.tangent(t);
    const Places places(shape);
    const double kr = kappa(job, k);
    double krt = 0;
    if (shape.norm && kr != 0) {
        krt = -kr * job.sums->dots[static_cast<std::int64_t>(t) * shape.layers + k] /
              job.sums->squares[k];
    }
    const double *moves = tile.state(tile.r, k), *tangents = tile.state(tangent.r, k);
    for (int i = 0; i < shape.dimension; ++i) {
        LaneSum sum{};
        each_part(tile, [&]<int N>(int p) {
            const std::int64_t at = i * tile.pitch + p;
            const Vec weight = load(tile.weight + p);
            const Vec pull = kr * load(tangents + at) + krt * load(moves + at);
            const Vec ut = shape.scale * (load(tangent.g + at) + weight * pull);
            store(tile.ut + at, ut);
            sum.part[N] += ut;
        });
        tile.sums[places.c + i] = sum;
    }
    for_units<Q>(shape.hidden, [&]<int J>(int first) {
        backward_tangent_units<Act, Q, J>(job, tile, t, k, first);
    });
    add_totals(tile.sums, places.end, job.product + t * shape.size + k * places.end);
}

}  // namespace la::exact::LA_ISA
