#pragma once

#include <map>

#include "core/engine/torch/objective.h"
#include "core/engine/torch/recorder.h"

namespace la {

// One update in a form that can be recorded: every number that changes during a run has a fixed
// place in device memory (lambda, learning rate, the optimiser's constants, the count of updates
// for the bias correction, the indices of the batch), the optimiser works in place, and nothing is
// read back. Each size of batch has its own graph: usually two, as the last batch of an epoch is
// smaller.
class BufferedStep {
  public:
    // Data of a step; the tensors are shared with the engine.
    struct Buffers {
        const Parameters& parameters;
        const DeviceData& data;
        torch::Tensor lambda;            // [M]
        torch::Tensor moment1, moment2;  // [M*size], as Parameters::values
    };

    BufferedStep(const EngineSetup& setup, Buffers buffers, std::unique_ptr<Recorder> recorder);

    void set_optimizer(const OptimizerConfig& optimizer);
    void set_updates(std::int64_t updates);
    void step(std::span<const std::int32_t> batch);

  private:
    // The settings a recorded graph depends on; a change discards all graphs.
    struct Shape {
        OptimizerKind kind;
        bool decay;
        bool two_rates;
        int batch;
        bool operator==(const Shape&) const = default;
    };
    struct RecordedGraph {
        torch::Tensor index;  // [batch]
        int warm_ups = 0;
        std::function<void()> replay;  // empty until it is recorded
    };

    void work(const torch::Tensor& index);
    void update();
    void descend(const torch::Tensor& along);

    EngineSetup setup_;
    Buffers buffers_;
    std::unique_ptr<Recorder> recorder_;
    Shape shape_{};
    torch::Tensor exact_;  // float64: learning rate, beta1, beta2, updates
    // float32: learning rate, beta1, 1 - beta1, beta2, 1 - beta2, momentum, decay, layers' rate
    torch::Tensor numbers_;
    std::map<std::size_t, RecordedGraph> graphs_;  // by size of batch
};

}  // namespace la
