#pragma once

#include <functional>

#include "core/engine/engine.h"

namespace la {

// Limits of the measurement of one engine, in seconds.
struct Timing {
    std::function<double()> now;  // seconds; empty: the steady clock
    double warm_up = 0.1;         // minimum; kWarmUpSteps are taken in any case
    double window = 0.02;         // of steps, after which the weights are read, as for a snapshot
    double limit = 0.4;           // of warm-up and windows together; a step under way is finished
    int windows = 7;              // at most; the median counts
};

inline constexpr int kWarmUpSteps = 8;  // a CUDA graph is captured within them

// Measures steps per second on the problem of `setup`: its data, batches, members and optimiser.
// Changes the state of the engine.
double steps_per_second(Engine& engine, const EngineSetup& setup, const Timing& timing = {});

// Makes both, times them and returns the faster, with the measurement as its `why`. If the GPU's
// cannot be made or fails, returns the CPU's, with the reason. The caller must set the state of
// either. Throws what `cpu` throws.
MadeEngine choose_faster(const EngineSetup& setup, const EngineFactory& cpu,
                         const EngineFactory& gpu, const Timing& timing = {});

}  // namespace la
