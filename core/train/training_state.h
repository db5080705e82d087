#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/engine/engine.h"
#include "core/model/config.h"
#include "core/train/changes.h"
#include "core/train/checkpoints.h"
#include "core/train/ensembles.h"
#include "core/train/history.h"
#include "core/train/metrics_log.h"
#include "core/train/recording.h"
#include "core/train/run_state.h"
#include "core/train/stop_rule.h"

namespace la {

// All that a Training is, at one step, as a value: one made from it goes on as this one would have,
// bit for bit. Rows, history, data and weights are shared with the training it came from, never
// changed.
struct TrainingState {
    Config config;
    EngineOptions engine;  // as it was asked for; `threads` is the machine's and not kept in files
    std::int64_t rows_every = 0;
    std::shared_ptr<const Dataset> data;
    std::vector<MemberConfig> members;
    MemberWeights given;    // first weights; empty: by the seed
    MemberWeights weights;  // as of weights_step
    std::int64_t weights_step = 0;
    Ensembles::Groups groups;          // empty: no engine has been made yet
    std::vector<EngineState> engines;  // [ensemble]; empty: none yet, or diverged
    RunState now;
    std::shared_ptr<const MetricsRows> rows;
    std::int64_t rows_spacing = 1;  // as the log has thinned itself
    std::shared_ptr<const KeptSteps> history;
    std::int64_t history_spacing = 1;
    ChangeLog changes;
    Recording recording;
    Checkpoints checkpoints;
    StopRule stop_rule;
    bool diverged = false;
    std::string message;
};

// The answer to TakeState.
struct TakenState {
    std::uint64_t request = 0;
    std::shared_ptr<const TrainingState> state;  // null: failed
    std::string failure;
};

// Throws Error with the first thing that does not fit the rest: a training made from what passes
// reaches past no array.
void check(const TrainingState& state);

}  // namespace la
