// The kernels for any processor; CMakeLists.txt gives this file its flags.

#define LA_ISA plain
#define LA_WIDTH 4
#include "core/kernels/pass.h"

namespace la::fused {

const Kernel* kernel_plain() {
    static constexpr Kernel kKernel{"plain",         LA_WIDTH,           &plain::gradient,
                                    &plain::squares, &plain::total_loss, &plain::update,
                                    &plain::flow,    &plain::jacobians};
    return &kKernel;
}

}  // namespace la::fused
