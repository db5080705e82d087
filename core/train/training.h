#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/engine/engine.h"
#include "core/train/checkpoints.h"
#include "core/train/commands.h"
#include "core/train/ensembles.h"
#include "core/train/run_state.h"
#include "core/train/snapshot.h"
#include "core/train/stop_rule.h"
#include "core/train/training_state.h"

namespace la {

// A run: data, members, their engines, the log and the history, advanced step by step on the
// calling thread. The Trainer drives one in the background; tests and the command line drive one
// inline. Not thread-safe.
class Training {
  public:
    // `rows_every`: spacing of the metrics log; 0 thins by itself. Throws nothing that depends on
    // LibTorch: the engine is made by the first step.
    Training(const Config& config, EngineOptions options, EngineFactory factory = make_engine,
             std::int64_t rows_every = 0);

    // Goes on from there, on the engine that is asked for (state.engine: as it did).
    Training(const TrainingState& state, EngineOptions options,
             EngineFactory factory = make_engine);

    // From the origin of a recording, at step 0; `groups` and `rows_every` as in TrainingState.
    Training(const Origin& origin, Ensembles::Groups groups, std::int64_t rows_every,
             EngineFactory factory = make_engine);

    // All that it is, between two steps. Throws Error where the engine is lost.
    TrainingState state();

    // Goes on from there instead, as a new run, on state.engine; with the threads that it has.
    // Throws Error if the engine cannot be made, and then nothing has changed.
    void restore(const TrainingState& state);

    // Makes the engines if they are not there yet. Throws Error.
    void prepare();
    bool prepared() const { return !ensembles_.empty(); }

    // One update of all members; prepares if needed; nothing once diverged. Throws Error.
    void step();

    // Starts anew from these weights, one per member and of its shape. A reset comes back to them,
    // a new seed or another configuration to those that network.init names.
    void start_from(std::vector<Weights> weights);

    // Applied at once, between steps. May throw Error (SetEngine: then the old engine stays).
    void apply(const Change& change);

    std::int64_t steps() const { return now_.step; }
    std::int64_t steps_per_epoch() const { return now_.batches.per_epoch(); }
    bool diverged() const { return diverged_; }

    // Whether the last step met a condition of config.stop (stop_rule.h): whoever takes the steps
    // is to pause. The next step goes on from there.
    bool stopped() const { return stopped_; }
    void set_stop(const StopConfig& stop);
    const Config& config() const { return config_; }

    // The run as it stands; status, message and rate are the caller's to fill in.
    Snapshot snapshot();

  private:
    void load(const Config& config, const std::shared_ptr<const Dataset>& data = nullptr);
    void restart();
    void take(const TrainingState& state);
    void keep_checkpoint();
    void keep_good();
    std::shared_ptr<const KeptCheckpoint> find_good() const;
    void diverge(int member);
    void rewind(const Rewind& what);
    void go_back(KeptCheckpoint to);
    void note_rewind(const Rewind& what);
    void fetch_weights();
    void look_for_stop();
    void push_lambda();
    void set_lambda(const SetLambda& change);
    void keep_lambda_of_a(const ObjectiveConfig& own);
    void set_engine(const SetEngine& change);
    void edit_points(const EditPoints& change);
    void log_row();
    std::vector<Setting> settings() const;
    std::vector<MemberSnapshot> member_snapshots() const;
    void keep_step();

    Config config_;
    EngineOptions options_;
    EngineFactory factory_;
    std::int64_t rows_every_;

    std::shared_ptr<const Dataset> data_;
    std::vector<MemberConfig> members_;
    MemberWeights given_;    // first weights; empty: by the seed
    MemberWeights weights_;  // as of weights_step_
    Ensembles ensembles_;
    // For engines that are not there yet: who shares one, and what they go on with. Empty: as the
    // members' shapes say; from the first weights.
    Ensembles::Groups groups_;
    std::vector<EngineState> resume_;
    RunState now_;
    std::unique_ptr<MetricsLog> log_;
    std::unique_ptr<History> history_;
    ChangeLog changes_;
    Recording recording_;
    std::shared_ptr<const Checkpoint> checkpoint_;  // of the last row of the log, or change
    Checkpoints checkpoints_;  // before the changes of their steps: what a rewind goes back to
    std::shared_ptr<const KeptCheckpoint> good_;  // of a run that has diverged; null: none
    std::string points_ = "as made";              // how the points have come to be, for the changes
    std::uint64_t run_ = 0;
    std::int64_t weights_step_ = 0;
    StopRule stop_rule_;
    bool stopped_ = false;
    bool diverged_ = false;
    std::string message_;
};

}  // namespace la
