// The kernels for avx2; CMakeLists.txt gives this file its flags.

#if defined(__x86_64__)

#    define LA_ISA avx2
#    define LA_WIDTH 8
#    include "core/kernels/pass.h"

namespace la::fused {

const Kernel* kernel_avx2() {
    static constexpr Kernel kKernel{"avx2",         LA_WIDTH,          &avx2::gradient,
                                    &avx2::squares, &avx2::total_loss, &avx2::update,
                                    &avx2::flow,    &avx2::jacobians};
    const bool here = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    return here ? &kKernel : nullptr;
}

}  // namespace la::fused

#else

#    include "core/kernels/kernel.h"

const la::fused::Kernel* la::fused::kernel_avx2() {
    return nullptr;
}

#endif
