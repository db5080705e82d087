// The kernels of shallow networks for avx512; CMakeLists.txt gives this file its flags.

#if defined(__x86_64__)

#    define LA_ISA avx512
#    define LA_WIDTH 8
#    include "core/shallow/active_sums.h"
#    include "core/shallow/outputs.h"

namespace la::shallow {

const Kernel* kernel_avx512() {
    static constexpr Kernel kKernel{"avx512", &avx512::outputs, &avx512::active_sums};
    const bool here = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
                      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
    return here ? &kKernel : nullptr;
}

}  // namespace la::shallow

#else

#    include "core/shallow/kernel.h"

const la::shallow::Kernel* la::shallow::kernel_avx512() {
    return nullptr;
}

#endif
