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

// What an engine trains: an ensemble of `members` networks of one shape, in lock-step on the same
// batches, each with its own weights and its own lambda. Only these fields are read of the
// configurations: shape, activation, scale and head; loss and cost; the whole optimiser.
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

// Everything that a step changes, flat, member after member; parameters as in WeightLayout.
struct EngineState {
    std::vector<float> weights;  // [members][size]
    std::vector<float> moment1;  // [members][size], Adam's mean or the momentum buffer
    std::vector<float> moment2;  // [members][size], Adam's mean square
    std::int64_t updates = 0;    // optimiser steps taken, for Adam's bias correction
};

// One training step for a whole ensemble. Not thread-safe: one thread at a time.
// Every call may throw Error (device lost, out of memory).
class Engine {
  public:
    virtual ~Engine() = default;

    virtual std::string name() const = 0;    // "fused", "torch"
    virtual std::string device() const = 0;  // "cpu avx512", "cuda:0 NVIDIA ..."

    virtual void set_state(const EngineState& state) = 0;
    virtual EngineState state() const = 0;
    virtual void weights(std::span<float> out) const = 0;  // [members][size], for every snapshot

    virtual void set_lambda(std::span<const double> lambda) = 0;  // [members]
    virtual void set_optimizer(const OptimizerConfig& optimizer) = 0;

    // One update of every member on the training points `batch` (indices into Dataset::points).
    virtual void step(std::span<const std::int32_t> batch) = 0;

    // The loss on a batch with the weights as they are, [members]: what Uzawa needs.
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

// How a Training gets its engine; the default is make_engine. May throw Error.
using EngineFactory = std::function<MadeEngine(const EngineSetup&)>;

// The engine that setup.engine and setup.device name. Auto on device Auto is the fused engine where
// there is no GPU, else the faster of the two (choose_engine.h). The first engine of LibTorch loads
// it, which takes about half a second.
MadeEngine make_engine(const EngineSetup& setup);

// "cpu" and the GPUs that LibTorch reports: "cuda", "cuda:1", "mps". Loads LibTorch where there can
// be one (gpu.h). Throws Error.
std::vector<Device> available_devices();

// Throws Error if the device cannot be used here, saying which ones can. Loads LibTorch unless the
// device is auto or cpu.
void check_device(const Device& device);

// LibTorch's version, e.g. 1.13.0; loads LibTorch. Throws Error where there is none.
std::string torch_version();

}  // namespace la
