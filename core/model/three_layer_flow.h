#pragma once

#include <memory>

#include "core/model/flow.h"
#include "core/model/weights.h"

namespace la {

// The network of three layers as a flow: one layer, over which no point moves, and
// V sigma(W x + b) + c as its head. In single precision.
class ThreeLayerFlow : public Flow {
  public:
    explicit ThreeLayerFlow(std::shared_ptr<const Weights> weights);

    int layers() const override { return 1; }
    int dimension() const override { return 2; }  // the points; with one input y does not count
    int classes() const override { return weights_->classes; }
    void states(int from, std::span<const float> x, std::span<float> out) const override;
    void head(std::span<const float> x, std::span<float> logits) const override;
    void tail(int from, std::span<const float> x, std::span<float> logits) const override;

  private:
    std::shared_ptr<const Weights> weights_;
    WeightLayout layout_;
};

}  // namespace la
