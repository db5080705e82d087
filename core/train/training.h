#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/engine/engine.h"
#include "core/train/batches.h"
#include "core/train/commands.h"
#include "core/train/snapshot.h"

namespace la {

struct EngineOptions {
    std::string device = "auto";
    int threads = 1;
    std::string engine = "auto";  // auto, fused, torch
};

// A run: data, members, their engines and the log, advanced step by step on the calling thread.
// The Trainer drives one in the background; tests and the command line drive one inline.
// Members of one shape, cost, loss and optimiser form one ensemble in one engine; A and B that
// differ in more are two ensembles that follow the same stream of batches. Not thread-safe.
class Training {
  public:
    // `rows_every`: spacing of the metrics log; 0 thins by itself. Throws nothing that depends on
    // LibTorch: the engine is made by the first step.
    Training(const Config& config, EngineOptions options, EngineFactory factory = make_engine,
             std::int64_t rows_every = 0);

    // Makes the engines if they are not there yet. Throws Error.
    void prepare();
    bool prepared() const { return !ensembles_.empty(); }

    // One update of all members; prepares if needed; nothing once diverged. Throws Error.
    void step();

    // Starts anew from these weights, one per member and of its shape. A reset comes back to them,
    // a new seed or another configuration to those that network.init names.
    void start_from(std::vector<Weights> weights);

    // Applied at once, between steps. May throw Error (SetDevice: then the old device stays).
    void apply(const Change& change);

    std::int64_t steps() const { return step_; }
    std::int64_t steps_per_epoch() const { return batches_->per_epoch(); }
    bool diverged() const { return diverged_; }
    const Config& config() const { return config_; }

    // The run as it stands; status, message and rate are the caller's to fill in.
    Snapshot snapshot();

  private:
    struct Ensemble {
        std::vector<int> members;  // indices
        std::unique_ptr<Engine> engine;
    };

    // All that continuing needs; taken with every row of the log and every change.
    struct Checkpoint {
        std::int64_t step;
        Batches batches;
        std::vector<double> nu;
        std::vector<EngineState> engines;
    };

    void load(const Config& config);
    void restart();
    void advance();
    void keep_checkpoint();
    void rewind();
    std::vector<std::shared_ptr<const Weights>> copy_weights() const;
    int not_finite(const std::vector<std::shared_ptr<const Weights>>& weights) const;
    void diverge(int member);
    void make_ensembles();
    EngineSetup setup_for(const Ensemble& ensemble) const;
    void fetch_weights();
    void push_lambda();
    void update_multipliers(std::span<const std::int32_t> batch);
    void set_lambda(const SetLambda& change);
    void set_device(const std::string& device);
    void log_row();

    Config config_;
    EngineOptions options_;
    EngineFactory factory_;
    std::int64_t rows_every_;

    std::shared_ptr<const Dataset> data_;
    std::vector<MemberConfig> members_;
    std::vector<std::shared_ptr<const Weights>> given_;    // first weights; empty: by the seed
    std::vector<std::shared_ptr<const Weights>> weights_;  // as of weights_step_
    std::vector<double> nu_;
    std::vector<Ensemble> ensembles_;
    std::unique_ptr<Batches> batches_;
    std::unique_ptr<MetricsLog> log_;
    std::optional<Checkpoint> checkpoint_;
    std::uint64_t run_ = 0;
    std::int64_t step_ = 0;
    std::int64_t weights_step_ = 0;
    bool diverged_ = false;
    std::string message_;
};

}  // namespace la
