// A tile of points in the scratch memory of a thread, coordinates apart: [..][coordinate][point].

#pragma once

#include "core/kernels/kernel.h"
#include "core/kernels/vec.h"

namespace la::fused::LA_ISA {

struct Tile {
    // Divides the scratch memory; scratch_floats must agree.
    Tile(const Shape& shape, float* scratch, int points)
        : pitch(shape.tile), count(points), vectors((points + kWidth - 1) / kWidth) {
        const std::int64_t block = static_cast<std::int64_t>(shape.dimension) * pitch;
        x = scratch;
        r = x + (shape.layers + 1) * block;
        g = r + shape.layers * block;
        u = g + block;
        weight = u + block;
        label = reinterpret_cast<std::int32_t*>(weight + pitch);
        rest = weight + 2 * pitch;
    }

    int pitch;            // from one coordinate to the next
    int count;            // points; the lanes after them repeat the last point
    int vectors;          // of kWidth points
    float* x;             // [L+1][q][pitch] states x_k
    float* r;             // [L][q][pitch] displacements r_k
    float* g;             // [q][pitch] gradient with respect to x_k, going down
    float* u;             // [q][pitch] gradient with respect to V a + c
    float* weight;        // [pitch] 1 for points, 0 for the lanes after them
    std::int32_t* label;  // [pitch]
    float* rest;          // the scratch memory after these: kept units (layer.h) or Pieces
};

// x_0: the points that the batch names, padded with zeros to dimension q.
LA_INLINE void gather(const Job& job, Tile& tile) {
    const int lanes = tile.vectors * kWidth;
    for (int p = 0; p < lanes; ++p) {
        const std::int32_t i = job.index[p < tile.count ? p : tile.count - 1];
        tile.x[p] = job.data.x[i];
        tile.x[tile.pitch + p] = job.data.y[i];
        tile.label[p] = job.data.label[i];
        tile.weight[p] = p < tile.count ? 1.0f : 0.0f;
    }
    for (int i = 2; i < job.shape->dimension; ++i) {
        for (int v = 0; v < tile.vectors; ++v) {
            store(tile.x + i * tile.pitch + v * kWidth, Vec{});
        }
    }
}

// Points anywhere in memory, [point][coordinate], to and from vectors with the coordinates apart.

// x[P][Q]: the n points at `from`; the lanes after them repeat the last point.
template<int P, int N>
LA_INLINE void read_points(const float* from, int n, int q, Vec (&x)[P][N]) {
    alignas(64) float apart[N][P * kWidth];
    for (int i = 0; i < q; ++i) {
        for (int p = 0; p < P * kWidth; ++p) {
            apart[i][p] = from[(p < n ? p : n - 1) * q + i];
        }
    }
    for (int p = 0; p < P; ++p) {
        for (int i = 0; i < q; ++i) {
            x[p][i] = load(apart[i] + p * kWidth);
        }
    }
}

// The first `numbers` of every point's vectors, for the first n points.
template<int P, int N>
LA_INLINE void write_points(const Vec (&x)[P][N], int n, int numbers, float* to) {
    alignas(64) float apart[N][P * kWidth];
    for (int p = 0; p < P; ++p) {
        for (int i = 0; i < numbers; ++i) {
            store(apart[i] + p * kWidth, x[p][i]);
        }
    }
    for (int p = 0; p < n; ++p) {
        for (int i = 0; i < numbers; ++i) {
            to[p * numbers + i] = apart[i][p];
        }
    }
}

}  // namespace la::fused::LA_ISA
