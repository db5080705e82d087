#pragma once

#include "core/model/flow.h"

namespace la {

// A flow that knows its derivatives. Ours does; of an imported model there may be states alone, and
// then what is made of derivatives (folds, stretch, alignment) is absent, not zero. Ask a Flow by
//     const auto* smooth = dynamic_cast<const DifferentiableFlow*>(&flow);
// Jacobians are as accurate as the states, single precision. At a kink (relu at 0) the derivative
// is that of the left side, as in PyTorch.
class DifferentiableFlow : public Flow {
  public:
    // I + dr_k/dx = dx_{k+1}/dx_k at x [n][q]; out is [n][q][q], the row the coordinate of x_{k+1}.
    virtual void jacobians(int k, std::span<const float> x, std::span<float> out) const = 0;

    // dF/dx of the head at x [n][q]; out is [n][classes][q].
    virtual void head_jacobians(std::span<const float> x, std::span<float> out) const = 0;
};

}  // namespace la
