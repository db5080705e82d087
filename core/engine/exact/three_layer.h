// A tile through the network of three layers, f = V sigma(W x + b) + c, and back, with all
// directions. Its input does not move, so that a direction's zt = Wt x + bt needs no way of its
// own.

#pragma once

#include "core/engine/exact/head64.h"

namespace la::exact::LA_ISA {

// The parameters: W [m][q], b [m], V [C][m], c [C].
struct ThreeLayers {
    ThreeLayers(const Shape& shape, const double* all)
        : w(all),
          b(w + static_cast<std::int64_t>(shape.hidden) * shape.dimension),
          v(b + shape.hidden),
          c(v + static_cast<std::int64_t>(shape.classes) * shape.hidden) {}
    const double *w, *b, *v, *c;
};

inline constexpr int kMostInputs = 2;

// W x + b of unit j.
LA_INLINE Vec unit_input(const Shape& shape, const ThreeLayers& of, int j, const Vec* x) {
    Vec z = splat(of.b[j]);
    for (int i = 0; i < shape.dimension; ++i) {
        z += of.w[j * shape.dimension + i] * x[i];
    }
    return z;
}

LA_INLINE void load_inputs(const Tile& tile, int p, Vec* x) {
    for (int i = 0; i < tile.shape.dimension; ++i) {
        x[i] = load(tile.x + i * tile.pitch + p);
    }
}

// tile.kept, tile.slope and tile.part; returns the sum of the points' losses.
template<class Act>
inline double three_layer_loss(const Job& job, const Tile& tile) {
    const Shape& shape = tile.shape;
    const ThreeLayers net(shape, job.weights);
    const double mean = 1.0 / job.batch;
    LaneSum sum{};
    Vec x[kMostInputs], z[kMaxClasses], d[kMaxClasses]{}, part[kMaxClasses]{};
    each_part(tile, [&]<int N>(int p) {
        load_inputs(tile, p, x);
        for (int c = 0; c < shape.classes; ++c) {
            z[c] = splat(net.c[c]);
        }
        for (int j = 0; j < shape.hidden; ++j) {
            const Vec a = Act::keep(unit_input(shape, net, j, x), tile.unit(0, j) + p, tile.pitch);
            for (int c = 0; c < shape.classes; ++c) {
                z[c] += net.v[c * shape.hidden + j] * a;
            }
        }
        const Vec weight = load(tile.weight + p);
        sum.part[N] += weight * loss(shape, z, load(tile.label + p), d, part);
        for (int c = 0; c < shape.classes; ++c) {
            store(tile.slope + c * tile.pitch + p, mean * weight * d[c]);
            store(tile.part + c * tile.pitch + p, part[c]);
        }
    });
    return total(sum);
}

// Sums of the gradient of one hidden unit, and where they are added.
struct UnitSums {
    LaneSum w[kMostInputs]{}, b{}, v[kMaxClasses]{};

    void add_to(const Shape& shape, int j, double* out) {
        const std::int64_t m = shape.hidden, q = shape.dimension;
        add_totals(w, static_cast<int>(q), out + j * q);
        add_totals(&b, 1, out + m * q + j);
        for (int c = 0; c < shape.classes; ++c) {
            add_totals(&v[c], 1, out + m * q + m + c * m + j);
        }
    }
};

// Adds the sum over the points of every row [C][pitch] to `out`, a gradient: that of c.
inline void add_output_bias(const Tile& tile, const double* rows, double* out) {
    const Shape& shape = tile.shape;
    const std::int64_t m = shape.hidden;
    for (int c = 0; c < shape.classes; ++c) {
        LaneSum sum{};
        each_part(tile, [&]<int N>(int p) { sum.part[N] += load(rows + c * tile.pitch + p); });
        add_totals(&sum, 1, out + m * shape.dimension + m + shape.classes * m + c);
    }
}

//     dV += d a^T,  dc += d,  da = V^T d,  dz = sigma' da,  dW += dz x^T,  db += dz
template<class Act>
inline void three_layer_gradient(const Job& job, const Tile& tile) {
    const Shape& shape = tile.shape;
    const ThreeLayers net(shape, job.weights);
    add_output_bias(tile, tile.slope, job.gradient);
    for (int j = 0; j < shape.hidden; ++j) {
        UnitSums sums;
        each_part(tile, [&]<int N>(int p) {
            Vec x[kMostInputs];
            load_inputs(tile, p, x);
            const Unit unit = Act::recall(tile.unit(0, j) + p, tile.pitch);
            Vec da{};
            for (int c = 0; c < shape.classes; ++c) {
                const Vec d = load(tile.slope + c * tile.pitch + p);
                da += net.v[c * shape.hidden + j] * d;
                sums.v[c].part[N] += d * unit.a;
            }
            const Vec dz = unit.slope * da;
            sums.b.part[N] += dz;
            for (int i = 0; i < shape.dimension; ++i) {
                sums.w[i].part[N] += dz * x[i];
            }
            store(tile.da + j * tile.pitch + p, da);
        });
        sums.add_to(shape, j, job.gradient);
    }
}

}  // namespace la::exact::LA_ISA
