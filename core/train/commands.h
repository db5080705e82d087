#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/data/edit_points.h"
#include "core/engine/device.h"
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
// Which run takes steps: the residual networks, or the shallow ones beside them (core/shallow),
// which begin when they are first chosen. The other run stays as it is.
enum class RunKind { Residual, Shallow };
struct ChooseRun {
    RunKind kind = RunKind::Residual;
};
struct SetSpeed {
    double steps_per_s = 0;  // 0: as fast as it goes
};

struct SetStop {
    StopConfig stop;  // counts from now on; the run that takes steps goes on
};

// Logs how smooth the weights are over depth (weights_log.h), and the stability of the training
// (StabilityLog), or ends that. The run goes on, and its weights are the same with it and without.
struct SetMeasures {
    bool weights = false;
    bool stability = false;  // at least one vector, also where config.stability asks for none
};

// What is measured of the stability: config.stability. The run goes on, the vectors begin anew if
// it is another.
struct SetStability {
    StabilityConfig stability;
    bool twin_now = false;  // starts the twin anew at the next step
};

struct ListDevices {};  // answered in Snapshot::devices

// Sessions. TakeState is answered in Experiment::taken(). Open goes on from a state as a new run;
// if it cannot, Snapshot::message says why, and the run stays as it is.
struct TakeState {
    std::uint64_t request = 0;
};
struct Open {
    std::shared_ptr<const TrainingState> state;
};

// Changes of the training itself.
struct Reset {};               // of the run that takes steps: the same first weights and batches
struct NewSeed {               // the next seed for weights and batches, then as Reset
    std::uint64_t leaves = 0;  // as Load's
};
struct SetLambda {
    int member = 0;              // index into Snapshot::members
    double lambda = 0;           // 0: mode none; in mode none: mode weight; in Uzawa: nu = 1/lambda
    std::optional<Mode> mode{};  // to set first; none: the mode in force
};
struct SetOptimizer {
    OptimizerConfig optimizer;  // B's; another batch size or order starts a new epoch
};
struct Load {
    Config config;                          // starts a new run
    std::shared_ptr<const Dataset> data{};  // its points, if known; null: made or read
    // For the undo, not recorded. The present run is kept under the one number, 0: it is not. And
    // the run that was kept under the other goes on, with its weights, if it still is.
    std::uint64_t leaves = 0, back_to = 0;
};
// The run goes on with its weights, moments, multipliers, rows and step.
struct SetEngine {
    EngineKind engine = EngineKind::Auto;
    Device device;
};

// Begins a shallow run, from the same seed, of which `shallow` and `stop.steps` count.
struct LoadShallow {
    Config config;
    std::uint64_t leaves = 0, back_to = 0;  // as Load's
};

// Points drawn by hand: the run goes on with its weights and starts a new epoch of batches. A new
// class needs another head and starts a new run.
struct EditPoints {
    std::vector<PointEdit> edits;
    int stroke = 0;                         // edits of one stroke are one entry among the changes
    int classes = 0;                        // as for edited()
    std::uint64_t leaves = 0, back_to = 0;  // as Load's, where it starts a new run
};

// Takes a run back to an earlier step: weights, moments, batches and multipliers; its logs are cut
// there. Settings and points stay as they are now, as if they had been set at that step. It is a
// new run from then on. Between two checkpoints the steps are taken again, so that all of it is as
// it was.
struct Rewind {
    // For the recording, so that a replay does the same: the step that was left; 0: a request, not
    // a record; and the spacings of the logs at that step.
    std::int64_t from = 0;
    std::int64_t rows_spacing = 1, history_spacing = 1;
    // Of a request, not recorded. The step to go on from; -1: the last good checkpoint of a run
    // that has diverged (checkpoints.h).
    std::int64_t to = -1;
    std::uint64_t leaves = 0;  // as Load's
};

// Ends a rewind that is taking steps again, at the step that it has reached, and pauses there.
// Nothing at any other time.
struct StopRewind {};

using Change =
    std::variant<Reset, NewSeed, SetLambda, SetOptimizer, Load, SetEngine, EditPoints, Rewind>;
using Command =
    std::variant<Run, Pause, Step, ChooseRun, SetSpeed, SetStop, SetMeasures, SetStability,
                 ListDevices, TakeState, Open, LoadShallow, StopRewind, Change>;

}  // namespace la
