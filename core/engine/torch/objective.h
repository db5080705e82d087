#pragma once

#include <torch/torch.h>

#include <algorithm>
#include <span>
#include <vector>

#include "core/engine/engine.h"
#include "core/model/weights.h"

namespace la {

// The parameters of an ensemble in one flat tensor, parameter after parameter, each [members]
// times, with one view per parameter that is a leaf for autograd. Gradients are laid out alike, so
// an optimiser works on two flat tensors and nothing is copied between the two shapes.
class Parameters {
  public:
    Parameters(const EngineSetup& setup, torch::TensorOptions options);

    struct Layer {
        torch::Tensor w, b, v, c;  // [M,m,q] [M,m,1] [M,q,m] [M,q,1]
    };
    std::vector<Layer> layers;
    torch::Tensor head_weight, head_bias;  // [M,C,q] [M,C,1]; undefined if the head is fixed
    torch::Tensor values, gradient;        // [M*size]

    // Those of all layers, and of the head, of a tensor that is laid out as `values`.
    torch::Tensor layer_part(const torch::Tensor& flat) const { return flat.narrow(0, 0, head_); }
    torch::Tensor head_part(const torch::Tensor& flat) const {
        return flat.narrow(0, head_, flat.numel() - head_);
    }

    std::vector<torch::Tensor> leaves() const;  // all of them, in the order of `values`

    // Converts from and to WeightLayout, member after member: [M][size].
    template<class T>
    torch::Tensor flat(std::span<const T> members) const;
    template<class T>
    void members(const torch::Tensor& flat, std::span<T> out) const;

  private:
    struct Block {
        std::size_t offset, count;  // of one parameter, within one member
    };
    torch::Tensor leaf(std::size_t offset, std::int64_t rows, std::int64_t columns);

    std::int64_t members_;
    std::int64_t head_;  // where the head begins
    std::size_t size_;
    std::vector<Block> blocks_;
};

template<class T>
torch::Tensor Parameters::flat(std::span<const T> members) const {
    torch::Tensor out =
        torch::zeros({values.numel()}, torch::TensorOptions(c10::CppTypeToScalarType<T>::value));
    T* data = out.template data_ptr<T>();
    for (const Block& block : blocks_) {
        for (std::int64_t m = 0; m < members_; ++m) {
            std::copy_n(members.data() + m * size_ + block.offset, block.count,
                        data + block.offset * members_ + m * block.count);
        }
    }
    return out;
}

template<class T>
void Parameters::members(const torch::Tensor& flat, std::span<T> out) const {
    const torch::Tensor host = flat.detach().to(torch::kCPU).contiguous();
    const T* data = host.data_ptr<T>();
    for (const Block& block : blocks_) {
        for (std::int64_t m = 0; m < members_; ++m) {
            std::copy_n(data + block.offset * members_ + m * block.count, block.count,
                        out.data() + m * size_ + block.offset);
        }
    }
}

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
