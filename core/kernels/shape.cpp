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

}  // namespace

Shape shape_of(const NetworkConfig& network, int classes) {
    const WeightLayout layout(network, classes);
    return {.layers = network.layers,
            .hidden = network.hidden,
            .dimension = network.dimension,
            .classes = classes,
            .sigma = sigma_of(network.activation),
            .learned = layout.head_weight != layout.size,
            .scale = static_cast<float>(residual_scale(network)),
            .intercept = static_cast<float>(network.head.intercept),
            .tile = std::max(64, kTile * 2 / network.dimension / 64 * 64)};
}

}  // namespace la::fused
