// Masks: one truth value per lane of a Vec. In AVX-512 they are bit registers, and masking costs
// nothing; elsewhere they are vectors of all ones and all zeros.

#pragma once

#include "core/kernels/vec.h"

namespace la::fused::LA_ISA {

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

}  // namespace la::fused::LA_ISA
