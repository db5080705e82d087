// The kernels for avx512; CMakeLists.txt gives this file its flags.

#if defined(__x86_64__)

#    define LA_ISA avx512
#    define LA_WIDTH 16
#    include "core/kernels/pass.h"

namespace la::fused {

const Kernel* kernel_avx512() {
    static constexpr Kernel kKernel{
        "avx512",        LA_WIDTH,      &avx512::gradient, &avx512::squares, &avx512::total_loss,
        &avx512::update, &avx512::flow, &avx512::jacobians};
    const bool here = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
                      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
    return here ? &kKernel : nullptr;
}

}  // namespace la::fused

#else

#    include "core/kernels/kernel.h"

const la::fused::Kernel* la::fused::kernel_avx512() {
    return nullptr;
}

#endif
