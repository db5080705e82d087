#include <cstdlib>
#include <initializer_list>
#include <string>

#include "core/base/error.h"
#include "core/kernels/kernel.h"

namespace la::fused {

const Kernel& choose_kernel() {
    const char* wanted = std::getenv("LEASTACTION_ISA");
    for (const Kernel* kernel : {kernel_avx512(), kernel_avx2(), kernel_plain()}) {
        if (kernel && (!wanted || std::string(wanted) == kernel->name)) {
            return *kernel;
        }
    }
    throw Error(std::string("LEASTACTION_ISA: this machine has no ") + wanted +
                "; try avx512, avx2 or plain");
}

// Must agree with Tile (tile.h), the kept units (layer.h) and Pieces (pieces.h), which divide the
// memory.
std::int64_t scratch_floats(const Shape& shape, int width) {
    const std::int64_t q = shape.dimension, layers = shape.layers;
    const std::int64_t tile = ((layers + 1) * q + layers * q + q + q + 1 + 1) * shape.tile;
    if (!is_piecewise(shape)) {  // the last layer's room is for dz of one layer (wide.h)
        const std::int64_t numbers = kept_numbers(shape.sigma) * layers + 1;
        return tile + numbers * shape.hidden * shape.tile;
    }
    const std::int64_t units = padded_units(shape);
    return tile + (6 + 4 * layers) * shape.tile + kUnitRows * layers * units +
           layers * (shape.tile / width) * units / 2;
}

}  // namespace la::fused
