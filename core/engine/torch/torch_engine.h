#pragma once

#include <memory>

#include "core/engine/torch/buffered_step.h"
#include "core/engine/torch/objective.h"

namespace la {

// The engine on LibTorch's autograd: batched matrix products over the members, on any device of
// LibTorch. On CUDA a step is one replay of a graph, and only state(), weights() and loss() copy to
// the host.
class TorchEngine : public Engine {
  public:
    explicit TorchEngine(const EngineSetup& setup);

    std::string name() const override { return "torch"; }
    std::string device() const override;
    void set_state(const EngineState& state) override;
    EngineState state() const override;
    void weights(std::span<float> out) const override;
    void set_lambda(std::span<const double> lambda) override;
    void set_optimizer(const OptimizerConfig& optimizer) override;
    void step(std::span<const std::int32_t> batch) override;
    std::vector<double> loss(std::span<const std::int32_t> batch) override;

  private:
    struct Batch {
        torch::Tensor x, labels;
    };
    Batch gather(std::span<const std::int32_t> batch) const;
    void set_updates(std::int64_t updates);
    void take_eager_step(std::span<const std::int32_t> batch);
    void update();

    EngineSetup setup_;
    torch::TensorOptions options_;
    Parameters parameters_;
    DeviceData data_;
    torch::Tensor lambda_;             // [M]
    torch::Tensor moment1_, moment2_;  // [M*size], as Parameters::values
    std::int64_t updates_ = 0;
    std::unique_ptr<BufferedStep> buffered_;  // null: eager
};

// Throws Error if the device is not there, naming those that are.
torch::Device resolve_device(const Device& device);

}  // namespace la
