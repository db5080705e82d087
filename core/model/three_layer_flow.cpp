#include "core/model/three_layer_flow.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "core/model/activation.h"

namespace la {

ThreeLayerFlow::ThreeLayerFlow(std::shared_ptr<const Weights> weights)
    : weights_(std::move(weights)), layout_(weights_->network, weights_->classes) {
    assert(weights_->network.kind == NetworkKind::ThreeLayer);
    assert(weights_->values.size() == layout_.size);
}

void ThreeLayerFlow::states(int from, std::span<const float> x, std::span<float> out) const {
    assert(out.size() == (2 - from) * x.size());
    for (int k = from; k <= 1; ++k) {
        std::ranges::copy(x, out.begin() + static_cast<std::ptrdiff_t>((k - from) * x.size()));
    }
}

void ThreeLayerFlow::head(std::span<const float> x, std::span<float> logits) const {
    const std::size_t inputs = layout_.dimension, outputs = static_cast<std::size_t>(classes());
    const float* all = weights_->values.data();
    const float *w = all + layout_.w(0), *b = all + layout_.b(0);
    const float *v = all + layout_.head_weight, *c = all + layout_.head_bias;
    for (std::size_t p = 0; p < x.size() / 2; ++p) {
        float* out = logits.data() + p * outputs;
        std::copy_n(c, outputs, out);
        for (std::size_t j = 0; j < layout_.hidden; ++j) {
            double z = b[j];
            for (std::size_t i = 0; i < inputs; ++i) {
                z += static_cast<double>(w[j * inputs + i]) * x[2 * p + i];
            }
            const auto a = static_cast<float>(activate(weights_->network.activation, z));
            for (std::size_t k = 0; k < outputs; ++k) {
                out[k] += v[k * layout_.hidden + j] * a;
            }
        }
    }
}

void ThreeLayerFlow::tail(int, std::span<const float> x, std::span<float> logits) const {
    head(x, logits);
}

}  // namespace la
