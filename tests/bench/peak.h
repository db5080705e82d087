#pragma once

#include <chrono>
#include <ctime>

namespace la::bench {

// GFLOP/s of fused multiply-adds on registers alone, measured over `seconds`, in processor time:
// the best that one thread can do with the widest vectors of this processor. 0 where there is no
// such loop.
inline double peak_gflops(double seconds) {
    using Clock = std::chrono::steady_clock;
    const auto begin = Clock::now();
    const std::clock_t from = std::clock();
    const auto elapsed = [&] {
        return std::chrono::duration<double>(Clock::now() - begin).count();
    };
    double flops = 0;
#if defined(__x86_64__)
    // Ten independent sums hide the latency.
#    define LA_TEN(r) \
        F(r, 0) F(r, 1) F(r, 2) F(r, 3) F(r, 4) F(r, 5) F(r, 6) F(r, 7) F(r, 8) F(r, 9)
#    define F(r, n) "vfmadd231ps %%" #    r "10, %%" #    r "10, %%" #    r #    n "\n"
    constexpr int kTimes = 20000;
    const bool wide = __builtin_cpu_supports("avx512f");
    if (!wide && !__builtin_cpu_supports("fma")) {
        return 0;
    }
    asm volatile("vpxor %%xmm10, %%xmm10, %%xmm10" ::: "xmm10");
    while (elapsed() < seconds) {
        for (int i = 0; i < kTimes; ++i) {
            if (wide) {
                asm volatile(LA_TEN(zmm)::
                                 : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7",
                                   "xmm8", "xmm9");
            } else {
                asm volatile(LA_TEN(ymm)::
                                 : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7",
                                   "xmm8", "xmm9");
            }
        }
        flops += kTimes * 10.0 * 2 * (wide ? 16 : 8);
    }
#    undef F
#    undef LA_TEN
    return flops * CLOCKS_PER_SEC / static_cast<double>(std::clock() - from) * 1e-9;
#else
    return 0 * seconds;
#endif
}

}  // namespace la::bench
