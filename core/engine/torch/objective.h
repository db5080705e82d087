#pragma once

#include <torch/torch.h>

#include "core/engine/engine.h"
#include "core/model/weights.h"

namespace la {

// The parameters of an ensemble: one flat tensor [members][size] and, into it, one strided view per
// parameter that autograd sees as a leaf. Gradients are laid out the same way, so that an optimiser
// works on two flat tensors and nothing is ever copied between the two shapes.
class Parameters {
  public:
    Parameters(const EngineSetup& setup, torch::TensorOptions options);

    struct Layer {
        torch::Tensor w, b, v, c;  // [M,m,q] [M,m,1] [M,q,m] [M,q,1]
    };
    std::vector<Layer> layers;
    torch::Tensor head_weight, head_bias;  // [M,C,q] [M,C,1]; undefined where the head is fixed
    torch::Tensor values, gradient;        // [M,size]
    WeightLayout layout;

  private:
    torch::Tensor leaf(std::size_t offset, std::int64_t rows, std::int64_t columns);
};

struct Terms {
    torch::Tensor loss, penalty;  // [M]
};

// Loss and penalty of every member on a batch: x is [q,B], labels is [B].
Terms objective(const EngineSetup& setup, const Parameters& parameters, const torch::Tensor& x,
                const torch::Tensor& labels);

// The training points as states at layer 0: [q,n], padded with zeros; and their labels [n].
struct DeviceData {
    DeviceData(const EngineSetup& setup, torch::TensorOptions options);
    torch::Tensor x, labels;
};

}  // namespace la
