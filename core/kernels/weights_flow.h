#pragma once

#include <memory>
#include <vector>

#include "core/model/differentiable_flow.h"
#include "core/model/weights.h"

namespace la {

// The flow of our own network, x_{k+1} = x_k + h (V_k sigma(W_k x_k + b_k) + c_k), computed by the
// kernels.
class WeightsFlow : public DifferentiableFlow {
  public:
    explicit WeightsFlow(std::shared_ptr<const Weights> weights);

    int layers() const override { return weights_->network.layers; }
    int dimension() const override { return weights_->network.dimension; }
    int classes() const override { return weights_->classes; }
    void states(int from, std::span<const float> x, std::span<float> out) const override;
    void head(std::span<const float> x, std::span<float> logits) const override;
    void tail(int from, std::span<const float> x, std::span<float> logits) const override;
    void jacobians(int k, std::span<const float> x, std::span<float> out) const override;
    void head_jacobians(std::span<const float> x, std::span<float> out) const override;

  private:
    bool head_learned() const { return layout_.head_weight != layout_.size; }

    std::shared_ptr<const Weights> weights_;
    WeightLayout layout_;
};

// The flow of our own network, of either kind.
std::shared_ptr<const Flow> flow_of(std::shared_ptr<const Weights> weights);

}  // namespace la
