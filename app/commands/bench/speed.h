#pragma once

#include "app/commands/bench/report.h"
#include "core/engine/engine.h"
#include "core/model/config.h"

namespace la {

// Measurements on the calling thread; each takes about `seconds`, at least one step or observation,
// and ends at once when interrupted. They may throw Error.

// Fills in steps_per_s of a case whose other fields are given.
TrainingSpeed measure_training(TrainingSpeed what, const EngineFactory& factory, double seconds);

// Fills in the times of a case whose request is given, for the networks and data of `config` after
// a few steps.
ObserverTime measure_observer(ObserverTime what, const Config& config, double seconds);

// The processor, and the instruction set of the fused engine.
MachineInfo describe_machine();

}  // namespace la
