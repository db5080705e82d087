#pragma once

#include "core/model/flow.h"

namespace la {

// A flow with derivatives. Ours has them; an imported model may not, and then the measures made of
// them (folds, stretch, alignment) are absent, not zero. Test a Flow by
//     const auto* smooth = dynamic_cast<const DifferentiableFlow*>(&flow);
// Jacobians are in single precision, as the states. At a kink (relu at 0) the derivative is that of
// the left side, as in PyTorch.
class DifferentiableFlow : public Flow {
  public:
    // dx_{k+1}/dx_k = I + dr_k/dx at x [n][q]; out is [n][q][q], a row per coordinate of x_{k+1}.
    virtual void jacobians(int k, std::span<const float> x, std::span<float> out) const = 0;

    // dF/dx of the head at x [n][q]; out is [n][classes][q].
    virtual void head_jacobians(std::span<const float> x, std::span<float> out) const = 0;
};

}  // namespace la
