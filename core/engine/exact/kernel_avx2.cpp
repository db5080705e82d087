// The kernels in double precision for avx2; CMakeLists.txt gives this file its flags.

#if defined(__x86_64__)

#    define LA_ISA avx2
#    define LA_WIDTH 4
#    include "core/engine/exact/pass.h"

namespace la::exact {

const Kernel* kernel_avx2() {
    static constexpr Kernel kKernel{"avx2", &avx2::forward, &avx2::backward};
    const bool here = __builtin_cpu_supports("avx2");
    return here ? &kKernel : nullptr;
}

}  // namespace la::exact

#else

#    include "core/engine/exact/kernel.h"

const la::exact::Kernel* la::exact::kernel_avx2() {
    return nullptr;
}

#endif
