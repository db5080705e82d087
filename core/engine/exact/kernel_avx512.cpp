// The kernels in double precision for avx512; CMakeLists.txt gives this file its flags.

#if defined(__x86_64__)

#    define LA_ISA avx512
#    define LA_WIDTH 8
#    include "core/engine/exact/pass.h"

namespace la::exact {

const Kernel* kernel_avx512() {
    static constexpr Kernel kKernel{"avx512", &avx512::forward, &avx512::backward};
    const bool here = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
                      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
    return here ? &kKernel : nullptr;
}

}  // namespace la::exact

#else

#    include "core/engine/exact/kernel.h"

const la::exact::Kernel* la::exact::kernel_avx512() {
    return nullptr;
}

#endif
