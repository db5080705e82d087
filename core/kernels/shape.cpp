#include "core/kernels/shape.h"

#include <algorithm>

#include "core/model/weights.h"

namespace la::fused {

namespace {

Sigma sigma_of(Activation activation) {
    switch (activation) {
        case Activation::Relu:
            return Sigma::Relu;
        case Activation::Tanh:
            return Sigma::Tanh;
        case Activation::Gelu:
            return Sigma::Gelu;
        case Activation::Softplus:
            return Sigma::Softplus;
        case Activation::Identity:
        case Activation::Sigmoid:  // of three layers alone, which have no kernels here
            break;
    }
    return Sigma::Identity;
}

// Points of a tile: as many as the second-level cache has room for with all that the forward pass
// keeps (a megabyte), but enough to pay for the sums across lanes at the tile's end.
int tile_of(const Shape& shape) {
    if (is_piecewise(shape)) {
        return kTile;
    }
    const std::int64_t kept = static_cast<std::int64_t>(shape.layers) *
                              (shape.hidden * kept_numbers(shape.sigma) + 2 * shape.dimension);
    return static_cast<int>(std::clamp<std::int64_t>((1 << 18) / kept / 64 * 64, 128, kTile));
}

}  // namespace

Shape shape_of(const NetworkConfig& network, int classes) {
    const WeightLayout layout(network, classes);
    Shape out{.layers = network.layers,
              .hidden = network.hidden,
              .dimension = network.dimension,
              .classes = classes,
              .sigma = sigma_of(network.activation),
              .learned = layout.head_weight != layout.size,
              .scale = static_cast<float>(residual_scale(network)),
              .intercept = static_cast<float>(network.head.intercept)};
    out.tile = tile_of(out);
    return out;
}

}  // namespace la::fused
