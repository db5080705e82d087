// The kernels of shallow networks for avx2; CMakeLists.txt gives this file its flags.

#if defined(__x86_64__)

#    define LA_ISA avx2
#    define LA_WIDTH 4
#    include "core/shallow/active_sums.h"
#    include "core/shallow/outputs.h"

namespace la::shallow {

const Kernel* kernel_avx2() {
    static constexpr Kernel kKernel{"avx2", &avx2::outputs, &avx2::active_sums};
    const bool here = __builtin_cpu_supports("avx2");
    return here ? &kKernel : nullptr;
}

}  // namespace la::shallow

#else

#    include "core/shallow/kernel.h"

const la::shallow::Kernel* la::shallow::kernel_avx2() {
    return nullptr;
}

#endif
