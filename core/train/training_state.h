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
#include "core/train/weights_rows.h"

namespace la {

struct ShallowState;
struct StabilityState;

// A whole Training at one step, as a value: a Training made from it goes on as the original would,
// bit for bit. Rows, history, data and weights are shared with the original and immutable.
struct TrainingState {
    Config config;
    EngineOptions engine;  // as asked for; sessions do not keep `threads`
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
    std::int64_t rows_spacing = 1;                    // the log's, which doubles as it thins itself
    std::shared_ptr<const WeightsRows> weights_rows;  // null: not measured
    std::int64_t weights_spacing = 1;
    std::shared_ptr<const KeptSteps> history;
    std::int64_t history_spacing = 1;
    ChangeLog changes;
    Recording recording;
    Checkpoints checkpoints;
    StopRule stop_rule;
    bool diverged = false;
    std::string message;
    std::shared_ptr<const ShallowState> shallow;      // the run beside it; null: none yet
    std::shared_ptr<const StabilityState> stability;  // what is carried along; null: nothing
};

// The answer to TakeState.
struct TakenState {
    std::uint64_t request = 0;
    std::shared_ptr<const TrainingState> state;  // null: failed
    std::string failure;
};

// Throws Error naming the first inconsistency. A training made from a state that passes never reads
// beyond an array.
void check(const TrainingState& state);

}  // namespace la
