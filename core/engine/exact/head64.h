// The head on a tile of states x_L: the loss, its gradient with respect to the logits and to x_L,
// and the derivatives of both along a direction.

#pragma once

#include "core/engine/exact/loss64.h"
#include "core/engine/exact/tile64.h"

namespace la::exact::LA_ISA {

using fused::kMaxDimension;

// tile.slope and tile.part from x_L; returns the sum of the points' losses.
inline double head_loss(const Job& job, const Tile& tile) {
    const Shape& shape = tile.shape;
    const double* states = tile.state(tile.x, shape.layers);
    const double* head = job.weights + head_offset(shape);
    const double mean = 1.0 / job.batch;
    LaneSum sum{};
    Vec x[kMaxDimension]{}, z[kMaxClasses]{}, d[kMaxClasses]{}, part[kMaxClasses]{};
    each_part(tile, [&]<int N>(int p) {
        for (int i = 0; i < shape.dimension; ++i) {
            x[i] = load(states + i * tile.pitch + p);
        }
        logits(shape, head, x, z);
        const Vec label = load(tile.label + p), weight = load(tile.weight + p);
        sum.part[N] += weight * loss(shape, z, label, d, part);
        for (int c = 0; c < shape.classes; ++c) {
            store(tile.slope + c * tile.pitch + p, mean * weight * d[c]);
            store(tile.part + c * tile.pitch + p, part[c]);
        }
    });
    return total(sum);
}

// tile.g becomes the gradient with respect to x_L; a learned head's own is added to `gradient`:
// dH = d x^T, dbeta = d.
inline void head_gradient(const Job& job, const Tile& tile) {
    const Shape& shape = tile.shape;
    const int q = shape.dimension, classes = shape.classes;
    const double* states = tile.state(tile.x, shape.layers);
    const double* head = job.weights + head_offset(shape);
    if (shape.learned) {
        for (int n = 0; n < classes * (q + 1); ++n) {
            tile.sums[n] = LaneSum{};
        }
    }
    each_part(tile, [&]<int N>(int p) {
        if (!shape.learned) {
            for (int i = 0; i < q; ++i) {
                store(tile.g + i * tile.pitch + p, i < 2 ? load(tile.slope + p) : Vec{});
            }
            return;
        }
        Vec g[kMaxDimension]{};
        for (int c = 0; c < classes; ++c) {
            const Vec d = load(tile.slope + c * tile.pitch + p);
            for (int i = 0; i < q; ++i) {
                g[i] += head[c * q + i] * d;
                tile.sums[c * q + i].part[N] += d * load(states + i * tile.pitch + p);
            }
            tile.sums[classes * q + c].part[N] += d;
        }
        for (int i = 0; i < q; ++i) {
            store(tile.g + i * tile.pitch + p, g[i]);
        }
    });
    if (shape.learned) {
        add_totals(tile.sums, classes * (q + 1), job.gradient + head_offset(shape));
    }
}

// The derivative of the gradient with respect to the logits, from that of the logits, y:
//     cross-entropy p (y - p . y) / n,  mse 2 y / (C n),  hinge 0.
LA_INLINE void head_curve(const Job& job, const Tile& tile, int p, const Vec* y, Vec* d) {
    const Shape& shape = tile.shape;
    const Vec weight = (1.0 / job.batch) * load(tile.weight + p);
    if (shape.loss != Loss::CrossEntropy) {
        const double factor = shape.loss == Loss::Mse ? 2.0 / shape.classes : 0.0;
        for (int c = 0; c < shape.classes; ++c) {
            d[c] = factor * weight * y[c];
        }
        return;
    }
    Vec mean{};
    for (int c = 0; c < shape.classes; ++c) {
        mean += load(tile.part + c * tile.pitch + p) * y[c];
    }
    for (int c = 0; c < shape.classes; ++c) {
        d[c] = weight * load(tile.part + c * tile.pitch + p) * (y[c] - mean);
    }
    balance(load(tile.label + p), shape.classes, d);
}

// tangent.g becomes the derivative of tile.g; a learned head's own is added to `product`.
inline void head_tangent(const Job& job, const Tile& tile, int t) {
    const Shape& shape = tile.shape;
    const int q = shape.dimension, classes = shape.classes;
    const std::int64_t pitch = tile.pitch, offset = head_offset(shape);
    const TangentTile tangent = tile.tangent(t);
    const double* head = job.weights + offset;
    const double* along = job.directions + t * shape.size + offset;
    const double *states = tile.state(tile.x, shape.layers),
                 *derivatives = tile.state(tangent.x, shape.layers);
    for (int n = 0; shape.learned && n < classes * (q + 1); ++n) {
        tile.sums[n] = LaneSum{};
    }
    Vec x[kMaxDimension]{}, xt[kMaxDimension]{}, y[kMaxClasses]{}, d[kMaxClasses]{};
    each_part(tile, [&]<int N>(int p) {
        for (int i = 0; i < q; ++i) {
            x[i] = load(states + i * pitch + p);
            xt[i] = load(derivatives + i * pitch + p);
        }
        if (!shape.learned) {
            y[0] = xt[0] + xt[1];
            head_curve(job, tile, p, y, d);
            for (int i = 0; i < q; ++i) {
                store(tangent.g + i * pitch + p, i < 2 ? d[0] : Vec{});
            }
            return;
        }
        for (int c = 0; c < classes; ++c) {
            y[c] = splat(along[classes * q + c]);
            for (int i = 0; i < q; ++i) {
                y[c] += along[c * q + i] * x[i] + head[c * q + i] * xt[i];
            }
        }
        head_curve(job, tile, p, y, d);
        Vec g[kMaxDimension]{};
        for (int c = 0; c < classes; ++c) {
            const Vec slope = load(tile.slope + c * pitch + p);
            for (int i = 0; i < q; ++i) {
                g[i] += along[c * q + i] * slope + head[c * q + i] * d[c];
                tile.sums[c * q + i].part[N] += d[c] * x[i] + slope * xt[i];
            }
            tile.sums[classes * q + c].part[N] += d[c];
        }
        for (int i = 0; i < q; ++i) {
            store(tangent.g + i * pitch + p, g[i]);
        }
    });
    if (shape.learned) {
        add_totals(tile.sums, classes * (q + 1), job.product + t * shape.size + offset);
    }
}

}  // namespace la::exact::LA_ISA
