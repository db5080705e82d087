#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/engine/engine.h"
#include "core/model/config.h"
#include "core/stability/stability_rows.h"
#include "core/train/changes.h"
#include "core/train/commands.h"
#include "core/train/history.h"
#include "core/train/member_snapshot.h"
#include "core/train/metrics_log.h"
#include "core/train/weights_rows.h"

namespace la {

struct ShallowSnapshot;

// The run that another one has left at an earlier step, from that step on.
struct LeftRun {
    std::shared_ptr<const MetricsRows> rows;  // all of them; null: there is none
    std::int64_t from = 0;                    // the step from which the two differ
};

enum class Status {
    Starting,  // the engine is being made; no step taken yet
    Running,
    Paused,
    Diverged,  // stopped: a member is not finite; the weights are the last finite ones
    Failed,    // stopped: the engine could not be made, or threw
    Frozen,    // networks that are not trained, such as those of a model file
};

// The training at one step, as one immutable value. Written by the trainer, read by any thread: the
// newest wins, so that some are never read.
struct Snapshot {
    std::uint64_t run = 0;       // grows with every reset, new seed, load or rewind
    std::uint64_t version = 0;   // grows with every snapshot
    std::uint64_t commands = 0;  // number of commands that the trainer has taken
    Status status = Status::Starting;
    RunKind kind = RunKind::Residual;  // the run that takes steps
    bool stopped = false;              // by a condition of config->stop, named in the message
    bool going_back = false;           // a rewind takes steps again; the run is as before till then
    std::string message;               // for the status line; one line
    std::int64_t rewind_step = -1;     // diverged: the step that Rewind goes back to; -1: none
    std::int64_t step = 0;
    std::int64_t epoch = 0;
    double steps_per_s = 0;
    EngineOptions asked;          // device and engine as they were asked for
    std::string device, engine;   // in use; empty before the engine is made
    std::string choice;           // as MadeEngine::why
    std::vector<Device> devices;  // available ones; empty before ListDevices
    std::shared_ptr<const Config> config;
    std::shared_ptr<const Dataset> data;
    std::vector<MemberSnapshot> members;  // A, B; or B alone
    std::shared_ptr<const MetricsRows> rows;
    LeftRun left;                                               // by Rewind, until a new run
    std::shared_ptr<const ShallowSnapshot> shallow;             // null: no such run yet
    std::shared_ptr<const WeightsRows> weights_rows;            // null: not measured (SetMeasures)
    std::shared_ptr<const StabilityRows> stability_rows;        // null: not measured
    std::shared_ptr<const std::vector<SettingChange>> changes;  // of this run, in order
    std::shared_ptr<const KeptSteps> history;  // never ahead of `step`; null in a view of the past

    // Two networks are compared: A is the first, B the last. A single network is B.
    bool has_a() const { return members.size() == 2; }
    bool is_a(std::size_t member) const { return has_a() && member == 0; }
};

}  // namespace la
