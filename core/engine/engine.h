#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/engine/device.h"
#include "core/engine/torch_step.h"
#include "core/model/config.h"

namespace la {

struct Dataset;

// What a run asks for.
struct EngineOptions {
    Device device;
    int threads = 1;
    EngineKind engine = EngineKind::Auto;

    bool operator==(const EngineOptions&) const = default;
};

// The problem of an engine: an ensemble of `members` networks of one shape, trained in lock-step on
// the same batches, each with its own weights and lambda. Engines read the network's shape,
// activation, scale and head, the objective's loss and cost, and the whole optimiser.
struct EngineSetup {
    NetworkConfig network;
    ObjectiveConfig objective;
    OptimizerConfig optimizer;
    int members = 1;
    std::shared_ptr<const Dataset> data;
    Device device = DeviceKind::Cpu;
    int threads = 1;
    EngineKind engine = EngineKind::Auto;
    TorchStep torch_step = TorchStep::Best;
};

// Everything that a step changes, member after member; parameters as in WeightLayout.
struct EngineState {
    std::vector<float> weights;  // [members][size]
    std::vector<float> moment1;  // [members][size], Adam's mean or the momentum buffer
    std::vector<float> moment2;  // [members][size], Adam's mean square
    std::int64_t updates = 0;    // optimiser steps taken, for Adam's bias correction
    // The same in double precision, from the engine that has it; else empty.
    std::vector<double> weights64{}, moment1_64{}, moment2_64{};

    std::size_t bytes() const {
        return 4 * (weights.size() + moment1.size() + moment2.size()) +
               8 * (weights64.size() + moment1_64.size() + moment2_64.size());
    }
};

// One training step for a whole ensemble. Not thread-safe: one thread at a time.
// Every call may throw Error (device lost, out of memory).
class Engine {
  public:
    virtual ~Engine() = default;

    virtual std::string name() const = 0;    // "fused", "torch", "double"
    virtual std::string device() const = 0;  // "cpu avx512", "cuda:0 NVIDIA ..."

    virtual void set_state(const EngineState& state) = 0;
    virtual EngineState state() const = 0;
    virtual void weights(std::span<float> out) const = 0;  // [members][size], for every snapshot

    virtual void set_lambda(std::span<const double> lambda) = 0;  // [members]
    virtual void set_optimizer(const OptimizerConfig& optimizer) = 0;

    // One update of every member on the training points `batch` (indices into Dataset::points).
    virtual void step(std::span<const std::int32_t> batch) = 0;

    // The loss on a batch with the present weights, [members], for Uzawa.
    virtual std::vector<double> loss(std::span<const std::int32_t> batch) = 0;
};

// A new engine, and what Auto measured before it took this one: "auto: fused on cpu 2.5k steps/s,
// torch on cuda:0 999 steps/s". `why` is empty where there was nothing to choose.
struct MadeEngine {
    std::unique_ptr<Engine> engine;
    std::string why;

    template<std::derived_from<Engine> T>
    MadeEngine(std::unique_ptr<T> made, std::string reason = {})
        : engine(std::move(made)), why(std::move(reason)) {}
};

// Makes the engines of a Training: make_engine, or a test's own. May throw Error.
using EngineFactory = std::function<MadeEngine(const EngineSetup&)>;

// The engine that setup.engine and setup.device name. Auto on device Auto is the fused engine where
// there is no GPU, else the faster of the two (choose_engine.h). The first engine of LibTorch loads
// it, which takes about half a second.
MadeEngine make_engine(const EngineSetup& setup);

// The CPU, then the GPUs that LibTorch reports. Loads LibTorch if there can be a GPU (gpu.h).
// Throws Error.
std::vector<Device> available_devices();

// Throws Error, naming the devices of this machine, if this one cannot be used. Loads LibTorch for
// a GPU.
void check_device(const Device& device);

// LibTorch's version, such as 1.13.0. Loads LibTorch; throws Error if that fails.
std::string torch_version();

}  // namespace la
