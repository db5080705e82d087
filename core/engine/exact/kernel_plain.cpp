// The kernels in double precision for any processor; CMakeLists.txt gives this file its flags.

#define LA_ISA plain
#define LA_WIDTH 2
#include "core/engine/exact/pass.h"

namespace la::exact {

const Kernel* kernel_plain() {
    static constexpr Kernel kKernel{"plain", &plain::forward, &plain::backward};
    return &kKernel;
}

}  // namespace la::exact
