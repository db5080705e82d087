// Vectors of kWidth floats on GCC's and Clang's vector extension: + - * / < ? : work lane by lane
// and with scalars. LA_ISA names the instruction set's namespace, LA_WIDTH its lanes; the one
// source file that includes this defines both (kernel_avx512.cpp, kernel_avx2.cpp,
// kernel_plain.cpp).

#pragma once

#include <cstdint>

#ifdef __AVX__
#    include <immintrin.h>
#endif

namespace la::fused::LA_ISA {

// Everything is inlined into one function per network shape: arrays become registers.
#define LA_INLINE [[gnu::always_inline]] inline

constexpr int kWidth = LA_WIDTH;

typedef float Vec __attribute__((vector_size(4 * kWidth), may_alias));
typedef std::int32_t Int __attribute__((vector_size(4 * kWidth), may_alias));
typedef float Vec4 __attribute__((vector_size(16), may_alias));
typedef float Vec4u __attribute__((vector_size(16), may_alias, aligned(4)));  // anywhere in memory

typedef float Vecu __attribute__((vector_size(4 * kWidth), may_alias, aligned(4)));

LA_INLINE Vec splat(float s) {
    return s - Vec{};
}
LA_INLINE Vec load(const float* p) {
    return *reinterpret_cast<const Vec*>(p);
}
LA_INLINE void store(float* p, Vec v) {
    *reinterpret_cast<Vec*>(p) = v;
}

#ifdef __AVX512F__
LA_INLINE __mmask16 first_lanes(int n) {
    return static_cast<__mmask16>(n >= 16 ? 0xffff : n <= 0 ? 0 : (1 << n) - 1);
}
#endif

// The first n floats at p, anywhere in memory; the rest of the vector is 0.
LA_INLINE Vec load_first(const float* p, int n) {
#ifdef __AVX512F__
    return _mm512_maskz_loadu_ps(first_lanes(n), p);
#else
    if (n >= kWidth) {
        return *reinterpret_cast<const Vecu*>(p);
    }
    Vec out{};
    for (int i = 0; i < n; ++i) {
        out[i] = p[i];
    }
    return out;
#endif
}

// Adds the first n lanes to the floats at p.
LA_INLINE void add_first(float* p, Vec v, int n) {
#ifdef __AVX512F__
    _mm512_mask_storeu_ps(p, first_lanes(n), load_first(p, n) + v);
#else
    if (n >= kWidth) {
        *reinterpret_cast<Vecu*>(p) += v;
        return;
    }
    for (int i = 0; i < n; ++i) {
        p[i] += v[i];
    }
#endif
}

// The greater and the lesser of x and a bound. A NaN of x stays: the instructions return their
// second operand where either is NaN.
LA_INLINE Vec at_least(Vec x, float low) {
#if LA_WIDTH == 16 && defined(__AVX512F__)
    return _mm512_max_ps(splat(low), x);
#elif LA_WIDTH == 8 && defined(__AVX__)
    return _mm256_max_ps(splat(low), x);
#else
    return x < low ? splat(low) : x;
#endif
}
LA_INLINE Vec at_most(Vec x, float high) {
#if LA_WIDTH == 16 && defined(__AVX512F__)
    return _mm512_min_ps(splat(high), x);
#elif LA_WIDTH == 8 && defined(__AVX__)
    return _mm256_min_ps(splat(high), x);
#else
    return x > high ? splat(high) : x;
#endif
}

LA_INLINE Int bits(Vec v) {
    return reinterpret_cast<Int>(v);
}
LA_INLINE Vec from_bits(Int v) {
    return reinterpret_cast<Vec>(v);
}
LA_INLINE Vec absolute(Vec x) {
    return from_bits(bits(x) & 0x7fffffff);
}

}  // namespace la::fused::LA_ISA
