// The derivative of the way back through a network of three layers along directions: the Hessian
// times each. The input does not move, so that a direction's zt = Wt x + bt needs no way of its
// own.

#pragma once

#include "core/engine/exact/three_layer.h"

namespace la::exact::LA_ISA {

// tile.ut [C][pitch]: the derivative of tile.slope along direction t, from that of the logits,
//     y = Vt a + V (sigma' zt) + ct.
template<class Act>
inline void three_layer_curve(const Job& job, const Tile& tile, const ThreeLayers& along) {
    const Shape& shape = tile.shape;
    const ThreeLayers net(shape, job.weights);
    Vec x[kMostInputs], y[kMaxClasses], d[kMaxClasses];
    each_part(tile, [&]<int N>(int p) {
        load_inputs(tile, p, x);
        for (int c = 0; c < shape.classes; ++c) {
            y[c] = splat(along.c[c]);
        }
        for (int j = 0; j < shape.hidden; ++j) {
            const Unit unit = Act::recall(tile.unit(0, j) + p, tile.pitch);
            const Vec at = unit.slope * unit_input(shape, along, j, x);
            for (int c = 0; c < shape.classes; ++c) {
                y[c] += along.v[c * shape.hidden + j] * unit.a + net.v[c * shape.hidden + j] * at;
            }
        }
        head_curve(job, tile, p, y, d);
        for (int c = 0; c < shape.classes; ++c) {
            store(tile.ut + c * tile.pitch + p, d[c]);
        }
    });
}

//     dVt += dt a^T + d at^T,  dct += dt,  dat = Vt^T d + V^T dt,
//     dzt = sigma'' zt da + sigma' dat,  dWt += dzt x^T,  dbt += dzt
template<class Act>
inline void three_layer_product(const Job& job, const Tile& tile, int t) {
    const Shape& shape = tile.shape;
    const ThreeLayers net(shape, job.weights);
    const ThreeLayers along(shape, job.directions + t * shape.size);
    double* product = job.product + t * shape.size;
    three_layer_curve<Act>(job, tile, along);
    add_output_bias(tile, tile.ut, product);
    for (int j = 0; j < shape.hidden; ++j) {
        UnitSums sums;
        each_part(tile, [&]<int N>(int p) {
            Vec x[kMostInputs];
            load_inputs(tile, p, x);
            const Unit unit = Act::recall(tile.unit(0, j) + p, tile.pitch);
            const Vec zt = unit_input(shape, along, j, x);
            const Vec at = unit.slope * zt;
            Vec dat{};
            for (int c = 0; c < shape.classes; ++c) {
                const Vec d = load(tile.slope + c * tile.pitch + p);
                const Vec dt = load(tile.ut + c * tile.pitch + p);
                dat += along.v[c * shape.hidden + j] * d + net.v[c * shape.hidden + j] * dt;
                sums.v[c].part[N] += dt * unit.a + d * at;
            }
            const Vec dzt = unit.curve * zt * load(tile.da + j * tile.pitch + p) + unit.slope * dat;
            sums.b.part[N] += dzt;
            for (int i = 0; i < shape.dimension; ++i) {
                sums.w[i].part[N] += dzt * x[i];
            }
        });
        sums.add_to(shape, j, product);
    }
}

}  // namespace la::exact::LA_ISA
