#include "core/kernels/weights_flow.h"

#include <algorithm>
#include <cassert>

#include "core/kernels/kernel.h"
#include "core/kernels/shape.h"
#include "core/model/three_layer_flow.h"

namespace la {

WeightsFlow::WeightsFlow(std::shared_ptr<const Weights> weights)
    : weights_(std::move(weights)), layout_(weights_->network, weights_->classes) {
    assert(weights_->values.size() == layout_.size);
    assert(weights_->network.dimension <= fused::kMaxDimension);
}

void WeightsFlow::states(int from, std::span<const float> x, std::span<float> out) const {
    assert(out.size() == (layers() - from + 1) * x.size());
    std::copy(x.begin(), x.end(), out.begin());
    const fused::Shape shape = fused::shape_of(weights_->network, classes());
    fused::choose_kernel().flow({.shape = &shape,
                                 .weights = weights_->values.data(),
                                 .from = from,
                                 .x = x.data(),
                                 .count = static_cast<int>(x.size()) / dimension(),
                                 .out = out.data() + x.size(),
                                 .last = false});
}

void WeightsFlow::head(std::span<const float> x, std::span<float> logits) const {
    const int q = dimension();
    const std::size_t n = x.size() / q;
    const float intercept = static_cast<float>(weights_->network.head.intercept);
    for (std::size_t p = 0; p < n; ++p) {
        const float* state = x.data() + p * q;
        float* out = logits.data() + p * classes();
        if (!head_learned()) {
            out[0] = state[0] + state[1] + intercept;
            out[1] = 0;
            continue;
        }
        for (int c = 0; c < classes(); ++c) {
            out[c] = weights_->values[layout_.head_bias + c];
            for (int i = 0; i < q; ++i) {
                out[c] += weights_->values[layout_.head_weight + c * q + i] * state[i];
            }
        }
    }
}

void WeightsFlow::tail(int from, std::span<const float> x, std::span<float> logits) const {
    std::vector<float> last(x.begin(), x.end());
    const fused::Shape shape = fused::shape_of(weights_->network, classes());
    fused::choose_kernel().flow({.shape = &shape,
                                 .weights = weights_->values.data(),
                                 .from = from,
                                 .x = x.data(),
                                 .count = static_cast<int>(x.size()) / dimension(),
                                 .out = last.data(),
                                 .last = true});
    head(last, logits);
}

void WeightsFlow::jacobians(int k, std::span<const float> x, std::span<float> out) const {
    const std::size_t q = dimension();
    const std::size_t n = x.size() / q;
    assert(out.size() == n * q * q);
    const fused::Shape shape = fused::shape_of(weights_->network, classes());
    fused::choose_kernel().jacobians({.shape = &shape,
                                      .weights = weights_->values.data(),
                                      .layer = k,
                                      .x = x.data(),
                                      .count = static_cast<int>(n),
                                      .out = out.data()});
}

void WeightsFlow::head_jacobians(std::span<const float> x, std::span<float> out) const {
    const std::size_t q = dimension();
    const std::size_t entries = classes() * q;
    std::vector<float> head(entries, 0.0f);
    if (head_learned()) {
        std::copy_n(weights_->values.begin() + layout_.head_weight, entries, head.begin());
    } else {
        head[0] = head[1] = 1;  // logit 0 is x_0 + x_1 + intercept
    }
    for (std::size_t p = 0; p < x.size() / q; ++p) {
        std::copy(head.begin(), head.end(), out.begin() + p * entries);
    }
}

std::shared_ptr<const Flow> flow_of(std::shared_ptr<const Weights> weights) {
    if (weights->network.kind == NetworkKind::ThreeLayer) {
        return std::make_shared<ThreeLayerFlow>(std::move(weights));
    }
    return std::make_shared<WeightsFlow>(std::move(weights));
}

}  // namespace la
