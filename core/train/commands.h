#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/data/edit_points.h"
#include "core/model/config.h"

namespace la {

struct TrainingState;

// What an experiment sends to the training: typed values, applied between two steps, in order.

// Scheduling: when steps are taken.
struct Run {};
struct Pause {};
struct Step {
    enum class Unit { Batch, Epoch } unit = Unit::Batch;
};
struct SetSpeed {
    double steps_per_s = 0;  // 0: as fast as it goes
};

struct SetStop {
    StopConfig stop;  // counts from now on; the run goes on
};

struct ListDevices {};  // answered in Snapshot::devices

// Sessions: what is asked for by TakeState is answered in Experiment::taken; Open goes on from a
// state as a new run, or says in Snapshot::message why not, and leaves the run as it is.
struct TakeState {
    std::uint64_t request = 0;
};
struct Open {
    std::shared_ptr<const TrainingState> state;
};

// Changes of the training itself.
struct Reset {};    // the same first weights, the same batches
struct NewSeed {};  // the next seed for weights and batches, then as Reset
struct SetLambda {
    int member = 0;              // index into Snapshot::members
    double lambda = 0;           // 0: mode none; in mode none: mode weight; in Uzawa: nu = 1/lambda
    std::optional<Mode> mode{};  // to be in before, where the one in force is not meant
};
struct SetOptimizer {
    OptimizerConfig optimizer;  // of B; another batch size or order starts a new epoch
};
struct Load {
    Config config;                          // starts a new run
    std::shared_ptr<const Dataset> data{};  // of it, where somebody has it; else it is made or read
};
// Weights, moments and multipliers move along; the run, its rows and its step go on.
struct SetEngine {
    std::string engine;  // auto, fused, torch
    std::string device;  // auto, cpu, cuda, cuda:1, mps
};

// Points drawn by hand: the run goes on with the same weights, the batches begin their epoch again.
// A new class needs another head, so that it starts a new run.
struct EditPoints {
    std::vector<PointEdit> edits;
    int stroke = 0;   // edits of one stroke are one mark among the changes
    int classes = 0;  // as for edited()
};

// A run that has diverged goes back to its last good checkpoint (checkpoints.h): weights, moments,
// batches and multipliers, its logs cut there; settings and points stay as they are now, as if they
// had been set at that step. It is another run from then on, and it does not go on by itself. The
// fields are what a recording keeps of it, to be the same when it is replayed.
struct Rewind {
    std::int64_t from = 0;  // the step that was lost; 0: not recorded, a wish
    std::int64_t rows_spacing = 1, history_spacing = 1;  // of the logs, by then
};

using Change =
    std::variant<Reset, NewSeed, SetLambda, SetOptimizer, Load, SetEngine, EditPoints, Rewind>;
using Command =
    std::variant<Run, Pause, Step, SetSpeed, SetStop, ListDevices, TakeState, Open, Change>;

}  // namespace la
