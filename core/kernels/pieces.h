// The tables of piecewise.h in scratch memory, that of the weights alone, and masks.

#pragma once

#include "core/kernels/layer.h"
#include "core/kernels/sums.h"

namespace la::fused::LA_ISA {

// Masks: one truth value per lane of a Vec. In AVX-512 they are bit registers, and masking costs
// nothing; elsewhere they are vectors of all ones and all zeros.
//
// above(a, b): a > b or either is NaN; masking NaN off would hide it.
// add(mask, sum, a), multiply_add(mask, sum, a, b): sum + a and sum + a b in lanes that are on.
// Words are kWidth words of 16 bits, and bit(words, n) is bit n of each.

#if LA_WIDTH == 16 && defined(__AVX512BW__)

typedef __mmask16 Mask;
typedef __m256i Words;

// GCC 12 does not know that these two can broadcast a float from memory on the way.
LA_INLINE Mask above(Vec a, const float* b) {
    Mask out;
    asm("vcmpnleps %1%{1to16%}, %2, %0" : "=Yk"(out) : "m"(*b), "v"(a));
    return out;
}
LA_INLINE Vec multiply_add(Mask mask, Vec sum, Vec a, const float* b) {
    asm("vfmadd231ps %2%{1to16%}, %3, %0%{%1%}" : "+v"(sum) : "Yk"(mask), "m"(*b), "v"(a));
    return sum;
}
LA_INLINE Vec add(Mask mask, Vec sum, const float* a) {
    return _mm512_mask_add_ps(sum, mask, sum, splat(*a));
}
LA_INLINE std::uint16_t lane_bits(Mask mask) {
    return mask;
}
LA_INLINE Words load_words(const std::uint16_t* p) {
    return _mm256_load_si256(reinterpret_cast<const __m256i*>(p));
}
LA_INLINE Mask bit(Words words, int n) {
    return _mm256_test_epi16_mask(words, _mm256_set1_epi16(static_cast<short>(1 << n)));
}

#else

typedef Int Mask;
typedef Int Words;

LA_INLINE Mask above(Vec a, const float* b) {
    return ~(a <= *b);
}
LA_INLINE Vec add(Mask mask, Vec sum, const float* a) {
    return sum + from_bits(mask & bits(splat(*a)));
}
LA_INLINE Vec multiply_add(Mask mask, Vec sum, Vec a, const float* b) {
    return sum + from_bits(mask & bits(a)) * *b;
}
LA_INLINE std::uint16_t lane_bits(Mask mask) {
#    if LA_WIDTH == 8 && defined(__AVX__)
    return static_cast<std::uint16_t>(_mm256_movemask_ps(from_bits(mask)));
#    else
    unsigned out = 0;
    for (int lane = 0; lane < kWidth; ++lane) {
        out |= static_cast<unsigned>(mask[lane]) & (1u << lane);
    }
    return static_cast<std::uint16_t>(out);
#    endif
}
LA_INLINE Words load_words(const std::uint16_t* p) {
    typedef std::uint16_t Half __attribute__((vector_size(2 * kWidth), may_alias));
    return __builtin_convertvector(*reinterpret_cast<const Half*>(p), Int);
}
LA_INLINE Mask bit(Words words, int n) {
    return (words & (1 << n)) != 0;
}

#endif

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
