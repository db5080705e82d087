// Sums of the points that each node is active at: a function of a Kernel. Point p is added to lane
// p % kLanes on every instruction set, and lanes are added in one order.

#pragma once

#include "core/shallow/vec.h"

namespace la::shallow::LA_ISA {

LA_INLINE double total(const double* lane) {
    return ((lane[0] + lane[4]) + (lane[2] + lane[6])) +
           ((lane[1] + lane[5]) + (lane[3] + lane[7]));
}

// N nodes in the plane: z, mask and sums stay in registers.
template<int N>
LA_INLINE void plane_sums(const Nodes& nodes, std::int64_t first, const Points& points, double sign,
                          double* lanes, double* out) {
    for (int part = 0; part < kLanes; part += kWidth) {
        Vec sum[N][2]{};
        for (std::int64_t p = part; p < points.count; p += kLanes) {
            Vec z[N][1];
            project<2, N, 1>(nodes.w + first * 2, 2, points.x + p, points.pitch, z);
            for (int n = 0; n < N; ++n) {
                sum[n][0] += where(z[n][0] > 0, load(points.x + p));
                sum[n][1] += where(z[n][0] > 0, load(points.x + points.pitch + p));
            }
        }
        for (int n = 0; n < N; ++n) {
            store(lanes + 2 * n * kLanes + part, sum[n][0]);
            store(lanes + (2 * n + 1) * kLanes + part, sum[n][1]);
        }
    }
    for (int n = 0; n < 2 * N; ++n) {
        out[first * 2 + n] += sign * total(lanes + n * kLanes);
    }
}

// sums[n][k] lanes += x_k where node n is active, for K coordinates from k on and one chunk.
template<int N, int K>
LA_INLINE void chunk_sums(const double* x, std::int64_t pitch, std::int64_t count,
                          const double* active, int d, double* sums) {
    for (int part = 0; part < kLanes; part += kWidth) {
        Vec sum[N][K];
        for (int n = 0; n < N; ++n) {
            for (int k = 0; k < K; ++k) {
                sum[n][k] = load(sums + (n * d + k) * kLanes + part);
            }
        }
        for (std::int64_t p = part; p < count; p += kLanes) {
            for (int n = 0; n < N; ++n) {
                const Int mask = reinterpret_cast<Int>(load(active + n * kChunk + p));
                for (int k = 0; k < K; ++k) {
                    sum[n][k] += where(mask, load(x + k * pitch + p));
                }
            }
        }
        for (int n = 0; n < N; ++n) {
            for (int k = 0; k < K; ++k) {
                store(sums + (n * d + k) * kLanes + part, sum[n][k]);
            }
        }
    }
}

// N nodes in any dimension: a chunk of points at a time, masks first, then sums.
template<int N>
LA_INLINE void space_sums(const Nodes& nodes, std::int64_t first, const Points& points, double sign,
                          double* scratch, double* out) {
    const int d = nodes.dimension;
    double* active = scratch;             // [N][kChunk] masks
    double* sums = scratch + N * kChunk;  // [N][d][kLanes]
    for (int i = 0; i < N * d * kLanes; i += kWidth) {
        store(sums + i, Vec{});
    }
    for (std::int64_t from = 0; from < points.count; from += kChunk) {
        const std::int64_t rest = points.count - from, count = rest < kChunk ? rest : kChunk;
        const double* x = points.x + from;
        for (std::int64_t p = 0; p < count; p += kLanes) {
            constexpr int kParts = kLanes / kWidth;
            Vec z[N][kParts];
            project<0, N, kParts>(nodes.w + first * d, d, x + p, points.pitch, z);
            for (int n = 0; n < N; ++n) {
                for (int v = 0; v < kParts; ++v) {
                    store(active + n * kChunk + p + v * kWidth,
                          reinterpret_cast<Vec>(Int(z[n][v] > 0)));
                }
            }
        }
        int k = 0;
        for (; k + 4 <= d; k += 4) {
            chunk_sums<N, 4>(x + k * points.pitch, points.pitch, count, active, d,
                             sums + k * kLanes);
        }
        for (; k < d; ++k) {
            chunk_sums<N, 1>(x + k * points.pitch, points.pitch, count, active, d,
                             sums + k * kLanes);
        }
    }
    for (int i = 0; i < N * d; ++i) {
        out[first * d + i] += sign * total(sums + i * kLanes);
    }
}

inline void active_sums(const Nodes& nodes, const Points& points, double sign, double* scratch,
                        double* out) {
    std::int64_t i = 0;
    if (nodes.dimension == 2) {
        for (; i + 4 <= nodes.count; i += 4) {
            plane_sums<4>(nodes, i, points, sign, scratch, out);
        }
        for (; i < nodes.count; ++i) {
            plane_sums<1>(nodes, i, points, sign, scratch, out);
        }
    } else {
        for (; i + 4 <= nodes.count; i += 4) {
            space_sums<4>(nodes, i, points, sign, scratch, out);
        }
        for (; i < nodes.count; ++i) {
            space_sums<1>(nodes, i, points, sign, scratch, out);
        }
    }
}

}  // namespace la::shallow::LA_ISA
