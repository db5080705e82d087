#pragma once

#include <functional>

#include "core/engine/engine.h"

namespace la {

// How long an engine is timed for, in seconds.
struct Timing {
    std::function<double()> now;  // seconds; empty: the steady clock
    double warm_up = 0.1;         // at least, and at least kWarmUpSteps
    double window = 0.02;         // steps on end, then their weights are read, as for a snapshot
    double limit = 0.4;           // for warm-up and windows; the step under way is not cut off
    int windows = 7;              // at most; their median counts
};

inline constexpr int kWarmUpSteps = 8;  // a CUDA graph is captured within them

// Steps/s on the problem of `setup`: its data, batches, members and optimiser. Leaves the engine in
// some state of its own.
double steps_per_second(Engine& engine, const EngineSetup& setup, const Timing& timing = {});

// Makes both, times them and returns the faster, with the measurement as its `why`. If the GPU's
// cannot be made or fails, returns the CPU's, with the reason. The caller must set the state of
// either. Throws what `cpu` throws.
MadeEngine choose_faster(const EngineSetup& setup, const EngineFactory& cpu,
                         const EngineFactory& gpu, const Timing& timing = {});

}  // namespace la
