#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/engine/engine.h"
#include "core/stability/stability_log.h"
#include "core/train/commands.h"
#include "core/train/ensembles.h"
#include "core/train/history.h"
#include "core/train/metrics_log.h"
#include "core/train/rewinder.h"
#include "core/train/snapshot.h"
#include "core/train/training_state.h"
#include "core/train/weights_log.h"

namespace la {

// A run: data, members, their engines, the log and the history, advanced step by step on the
// calling thread. Driven by a Trainer, by the command line and by tests. Not thread-safe.
class Training {
  public:
    // Called before each step that a rewind takes again, with the step reached and the one to go
    // back to. False: the rewind ends where it is.
    using GoesOn = std::function<bool(std::int64_t reached, std::int64_t to)>;

    // `rows_every`: spacing of the metrics log; 0: the log thins itself. Does not load LibTorch:
    // the engine is made by the first step.
    Training(const Config& config, EngineOptions options, EngineFactory factory = make_engine,
             std::int64_t rows_every = 0);

    // Goes on from a state, on this engine; state.engine is the one that it ran on.
    Training(const TrainingState& state, EngineOptions options,
             EngineFactory factory = make_engine);

    // From the origin of a recording, at step 0; `groups` and `rows_every` as in TrainingState.
    Training(const Origin& origin, Ensembles::Groups groups, std::int64_t rows_every,
             EngineFactory factory = make_engine);

    // The whole training, between two steps. Throws Error if the engine is lost.
    TrainingState state();

    // Goes on from another state, as a new run, on state.engine with the threads of this training.
    // Throws Error if the engine cannot be made; nothing has changed then.
    void restore(const TrainingState& state);

    // Makes the engines, unless they are there. Throws Error.
    void prepare();
    bool prepared() const { return !ensembles_.empty(); }

    // One update of all members, after prepare(). Does nothing once diverged. Throws Error.
    void step();

    // Restarts from these weights, one per member and of its shape. A reset returns to them, a new
    // seed or another configuration to those by network.init.
    void start_from(std::vector<Weights> weights);

    // Applied at once, between steps. Throws Error; after a SetEngine the old engine stays then.
    void apply(const Change& change, const GoesOn& goes_on = nullptr);

    std::int64_t steps() const { return s_.now.step; }
    std::int64_t steps_per_epoch() const { return s_.now.batches.per_epoch(); }
    bool diverged() const { return s_.diverged; }

    // The last step met a condition of config.stop (stop_rule.h): the caller should pause. The next
    // step goes on from there.
    bool stopped() const { return stopped_; }
    void set_stop(const StopConfig& stop);

    // Logs measures from now on, besides those that config.weights asks for.
    void set_measures(const SetMeasures& what);
    void set_stability(const SetStability& what);
    const Config& config() const { return s_.config; }

    // The run as it stands. The trainer fills in what it knows: status, version, rate.
    Snapshot snapshot();

  private:
    void load(const Config& config, const std::shared_ptr<const Dataset>& data = nullptr);
    void restart();
    void take(const TrainingState& state);
    void diverge(int member);
    void lose(int noticed);
    int lost_member(const MemberWeights& weights) const;
    void rewind(const Rewind& what, const GoesOn& goes_on);
    std::shared_ptr<const KeptCheckpoint> checkpoint_for(const Rewind& what) const;
    void use_engine_of(std::int64_t step);
    void retrace_to(std::int64_t step, std::span<const Recorded> changes, const GoesOn& goes_on);
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
    void measure_weights();
    std::int64_t stability_capacity() const;
    void watch_stability();
    void measure_stability();
    StabilityLog::Now stability_now() const;
    std::vector<Setting> settings() const;
    std::vector<MemberSnapshot> member_snapshots() const;
    void keep_step();

    // All values of the run. Its rows and kept steps are in the logs, and its engines and groups in
    // the ensembles once these are made: state() fills them in.
    TrainingState s_;
    EngineFactory factory_;
    Ensembles ensembles_;
    std::unique_ptr<MetricsLog> log_;
    WeightsLog weights_log_;
    StabilityLog stability_log_;
    SetMeasures measures_;
    std::unique_ptr<History> history_;
    Rewinder rewinder_;
    LeftRun left_;
    std::string points_ = "as made";  // where the points come from, for the list of changes
    std::uint64_t run_ = 0;
    bool stopped_ = false;
};

}  // namespace la
