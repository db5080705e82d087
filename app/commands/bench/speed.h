#pragma once

#include "app/commands/bench/report.h"
#include "core/engine/engine.h"
#include "core/model/config.h"

namespace la {

// Measurements on the calling thread. Each takes about `seconds`, does at least one step or
// observation, and ends early when interrupted. They throw Error.

// Returns `what` with steps_per_s filled in.
TrainingSpeed measure_training(TrainingSpeed what, const EngineFactory& factory, double seconds);

// Returns `what` with the times of its request filled in, measured on the networks and data of
// `config` after a few steps.
ObserverTime measure_observer(ObserverTime what, const Config& config, double seconds);

// Fills in the processor, the instruction set of the fused engine and the threads.
MachineInfo describe_machine();

}  // namespace la
