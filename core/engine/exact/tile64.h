// A tile of points in scratch memory, coordinates apart: [..][coordinate][point].

#pragma once

#include "core/engine/exact/activation64.h"

namespace la::exact::LA_ISA {

// Where the parameters of a layer begin, counted from its first, as WeightLayout says: W is at 0.
struct Places {
    explicit Places(const Shape& shape) {
        const std::int64_t q = shape.dimension, m = shape.hidden;
        b = m * q;
        v = b + m;
        c = v + q * m;
        end = c + q;
    }
    std::int64_t b, v, c, end;
};

// The parameters of layer k.
struct Layer {
    Layer(const Shape& shape, const double* all, std::int64_t k) {
        const Places at(shape);
        w = all + k * at.end;
        b = w + at.b;
        v = w + at.v;
        c = w + at.c;
    }
    const double *w, *b, *v, *c;  // [m][q] [m] [q][m] [q]
};

inline std::int64_t head_offset(const Shape& shape) {
    return shape.layers * Places(shape).end;
}

// What a direction adds to a tile: the derivatives of states, displacements, z and gradients.
struct TangentTile {
    double *x, *r;  // [L+1][q][pitch] [L][q][pitch]
    double* z;      // [L][m][pitch]
    double* g;      // [q][pitch]
};

struct Tile {
    // Divides the scratch memory; scratch_doubles must agree.
    explicit Tile(const Job& job)
        : shape(*job.shape),
          pitch(shape.tile + kLanes),
          count(job.count),
          end((job.count + kLanes - 1) / kLanes * kLanes) {
        const std::int64_t q = shape.dimension, m = shape.hidden, layers = shape.layers;
        double* at = job.scratch;
        const auto take = [&](std::int64_t rows) {
            double* out = at;
            at += rows * pitch;
            return out;
        };
        weight = take(1);
        label = take(1);
        x = take((layers + 1) * q);
        r = take(layers * q);
        kept = take(layers * m * kMostKept);
        g = take(q);
        u = take(q);
        ut = take(shape.three_layer ? shape.classes : q);
        da = take(m);
        dz = take(m);
        slope = take(shape.classes);
        part = take(shape.classes);
        tangents = at;
        per_tangent = ((2 * layers + 2) * q + layers * m) * pitch;
        sums = reinterpret_cast<LaneSum*>(tangents + job.products * per_tangent);
    }

    TangentTile tangent(int t) const {
        const std::int64_t q = shape.dimension, m = shape.hidden, layers = shape.layers;
        TangentTile out;
        out.x = tangents + t * per_tangent;
        out.r = out.x + (layers + 1) * q * pitch;
        out.z = out.r + layers * q * pitch;
        out.g = out.z + layers * m * pitch;
        return out;
    }

    double* state(double* states, std::int64_t k) const {
        return states + k * shape.dimension * pitch;
    }
    double* unit(std::int64_t k, std::int64_t j) const {
        return kept + (k * shape.hidden + j) * kMostKept * pitch;
    }

    const Shape& shape;
    std::int64_t pitch;  // from one coordinate to the next: no power of two, for the cache's sake
    int count;           // points; the lanes after them repeat the last point
    int end;             // count, rounded up to whole vectors
    double* weight;      // [pitch] 1 for points, 0 for the lanes after them
    double* label;       // [pitch]
    double* x;           // [L+1][q][pitch] states x_k
    double* r;           // [L][q][pitch] displacements r_k
    double* kept;        // [L][m][kMostKept][pitch] of the activations
    double* g;           // [q][pitch] gradient with respect to x_k, going down
    double *u, *ut;      // [q][pitch] gradient with respect to V a + c, and its derivative; ut of
                         // three layers: [C][pitch] derivative of `slope`
    double *da, *dz;     // [m][pitch] gradients with respect to a and z
    double* slope;       // [C][pitch] gradient with respect to the logits
    double* part;        // [C][pitch] softmax of the logits
    double* tangents;
    std::int64_t per_tangent;
    LaneSum* sums;  // [m (2q + 1) + q] or [C (q + 1)]
};

// x_0: the points that the batch names, padded with zeros to dimension q.
inline void gather(const Job& job, const Tile& tile) {
    for (int p = 0; p < tile.end; ++p) {
        const std::int32_t i = job.index[p < tile.count ? p : tile.count - 1];
        tile.x[p] = job.x[i];
        if (tile.shape.dimension > 1) {
            tile.x[tile.pitch + p] = job.y[i];
        }
        tile.label[p] = job.label[i];
        tile.weight[p] = p < tile.count ? 1.0 : 0.0;
    }
    for (int i = 2; i < tile.shape.dimension; ++i) {
        for (int p = 0; p < tile.end; p += kWidth) {
            store(tile.x + i * tile.pitch + p, Vec{});
        }
    }
}

// Calls visit<N>(p) for every vector of the tile's points, which are p..p+kWidth-1 and belong to
// part N of a LaneSum.
template<class Visit>
LA_INLINE void each_part(const Tile& tile, Visit visit) {
    for (int p = 0; p < tile.end; p += kLanes) {
        visit.template operator()<0>(p);
        if constexpr (kParts > 1) {
            visit.template operator()<1>(p + kWidth);
        }
        if constexpr (kParts > 2) {
            visit.template operator()<2>(p + 2 * kWidth);
            visit.template operator()<3>(p + 3 * kWidth);
        }
    }
}

// The sum over the points of a_i b_i, i < q: |r|^2, or r . r'.
inline double dot(const Tile& tile, const double* a, const double* b) {
    LaneSum sum{};
    for (int i = 0; i < tile.shape.dimension; ++i) {
        each_part(tile, [&]<int N>(int p) {
            const std::int64_t at = i * tile.pitch + p;
            sum.part[N] += load(tile.weight + p) * (load(a + at) * load(b + at));
        });
    }
    return total(sum);
}

}  // namespace la::exact::LA_ISA
