// The kernels of shallow networks for any processor; CMakeLists.txt gives this file its flags.

#define LA_ISA plain
#define LA_WIDTH 2
#include "core/shallow/active_sums.h"
#include "core/shallow/outputs.h"

namespace la::shallow {

const Kernel* kernel_plain() {
    static constexpr Kernel kKernel{"plain", &plain::outputs, &plain::active_sums};
    return &kKernel;
}

}  // namespace la::shallow
