// The tables of piecewise.h in scratch memory, and the one that depends on the weights alone.

#pragma once

#include "core/kernels/layer.h"
#include "core/kernels/mask.h"
#include "core/kernels/sums.h"

namespace la::fused::LA_ISA {

// Pointers to the tables, which follow the tile in scratch memory.
struct Pieces {
    Pieces(const Shape& shape, const Tile& tile) : pitch(tile.pitch), units(padded_units(shape)) {
        points = tile.rest;
        jacobian = points + 6 * pitch;
        table = jacobian + 4 * shape.layers * pitch;
        active = reinterpret_cast<std::uint16_t*>(table + kUnitRows * shape.layers * units);
    }

    std::int64_t pitch;     // of the tile
    std::int64_t units;     // hidden units, rounded up
    float* points;          // [6][pitch] u_0 (x, 1), u_1 (x, 1): the terms of a point in G
    float* jacobian;        // [L][4][pitch] J_00 J_01 J_10 J_11 of every point
    float* table;           // [L][kUnitRows][units], see tabulate_units
    std::uint16_t* active;  // [L][vector of points][units] m, a bit per point
};

// sums += six numbers that lie `pitch` apart, in lanes that are on. Two of them use multiply-adds,
// so that processors with separate ports for adding keep both busy.
LA_INLINE void add_six(Mask on, const float* six, std::int64_t pitch, Vec* sums) {
    for (int i = 0; i < 6; i += 3) {
        sums[i] = add(on, sums[i], six + i * pitch);
        sums[i + 1] = add(on, sums[i + 1], six + (i + 1) * pitch);
        sums[i + 2] = multiply_add(on, sums[i + 2], splat(1.0f), six + (i + 2) * pitch);
    }
}

// Rows per unit: v_0 (w, b) and v_1 (w, b), its terms in (J, d); then w_0, w_1, -b, v_0, v_1.
inline void tabulate_units(const Shape& shape, const float* weights, const Pieces& pieces) {
    const int hidden = shape.hidden;
    for (int k = 0; k < shape.layers; ++k) {
        const Layer<const float> layer(shape, weights, k);
        for (int j = 0; j < hidden; j += kWidth) {
            float* out = pieces.table + k * kUnitRows * pieces.units + j;
            const auto put = [&](int row, Vec v) { store(out + row * pieces.units, v); };
            const int n = hidden - j;
            const Two w = apart(load_first(layer.w + 2 * j, 2 * n),
                                load_first(layer.w + 2 * j + kWidth, 2 * n - kWidth));
            const Vec b = load_first(layer.b + j, n);
            for (int i = 0; i < 2; ++i) {
                const Vec v = load_first(layer.v + i * hidden + j, n);
                put(3 * i, v * w.a);
                put(3 * i + 1, v * w.b);
                put(3 * i + 2, v * b);
                put(9 + i, v);
            }
            put(6, w.a);
            put(7, w.b);
            put(8, -b);
        }
    }
}

}  // namespace la::fused::LA_ISA
