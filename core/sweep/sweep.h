#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "core/data/dataset.h"
#include "core/engine/engine.h"
#include "core/measure/metrics.h"
#include "core/model/weights.h"
#include "core/train/training.h"

namespace la {

// Many runs of one configuration: over lambda, the number of training points, and the seed.
struct SweepPlan {
    Config config;  // every run sets objective.mode to "weight", or to "none" at lambda 0
    std::vector<double> lambda;
    std::vector<int> train_sizes;
    int seeds = 1;  // run s adds s to the seeds of data, weights and batches
    std::int64_t steps = 0;
    EngineOptions engine;  // threads: ensembles that train at the same time on a CPU
    // Points that no generator makes; null: made or read as `config` says.
    std::shared_ptr<const Dataset> points{};
    // Number of lambdas in one ensemble, which finishes as one; 0: all. The fused engine gives a
    // network the same numbers in every ensemble.
    int at_once = 0;
    bool keeps_weights = false;  // of runs that did not diverge, up to Sweep::kKeptBytes in all
    // Without test points: true throws UsageError, false reports the training accuracy instead.
    bool needs_test = true;
};

struct SweepRun {
    double lambda = 0;
    std::uint64_t seed = 0;  // network.seed
    int train_size = 0;
    bool diverged = false;                     // the metrics are meaningless then
    Metrics metrics;                           // test_accuracy on the 2,000 fresh points
    std::shared_ptr<const Weights> weights{};  // null: not kept
    double straightness() const { return metrics.displacement / metrics.action; }
};

// Trains a plan on threads of its own. The lambdas of one seed and one training size share points,
// first weights and batches, in one ensemble or several. Training points are the first of the
// configuration's training split, so that a smaller set lies within a larger one of the same seed.
// All runs are tested on the same 2,000 fresh points; those of a file (dataset.kind csv), on its
// test points.
//     every function   the owner's thread
class Sweep {
  public:
    static constexpr int kTestPoints = 2000;
    static constexpr std::size_t kKeptBytes = std::size_t{64} << 20;

    // `stop` ends the steps from any thread, without waiting. Throws UsageError if a training size
    // exceeds the training split.
    explicit Sweep(SweepPlan plan, EngineFactory factory = make_engine, std::stop_source stop = {});
    ~Sweep();  // as stop

    void start();
    void stop();      // after the steps under way
    bool finished();  // all runs are; rethrows what a thread threw

    std::int64_t steps_total() const;
    std::int64_t steps_done() const { return steps_; }  // summed over the runs

    // The plan, with everything filled in that it left open.
    const SweepPlan& plan() const { return plan_; }

    // The finished runs, by training size, lambda, seed.
    std::vector<SweepRun> runs();
    std::size_t runs_done();
    std::size_t runs_total() const { return plan_.lambda.size() * per_lambda_; }

    // The points that a run was trained and tested on, training points first. Throws Error.
    std::shared_ptr<const Dataset> data_of(const SweepRun& run) const;

  private:
    // One ensemble: some lambdas of one seed and training size.
    struct Cell {
        int seed, train_size;
        std::size_t first, count;  // of plan_.lambda
    };
    void work();
    std::vector<SweepRun> train(const Cell& cell);
    void keep(SweepRun& run, std::shared_ptr<const Weights> weights);
    Dataset points_of(const Config& config) const;
    std::shared_ptr<const Dataset> data_for(int seed, int train_size) const;
    std::shared_ptr<const Dataset> make_data(int seed, int train_size) const;
    Dataset mixed_points(int seed) const;
    EngineSetup setup_for(const Config& config, std::shared_ptr<const Dataset> data,
                          std::size_t members) const;
    bool on_gpu() const;

    SweepPlan plan_;
    EngineFactory factory_;
    Dataset fresh_;
    std::vector<Cell> cells_;
    std::size_t per_lambda_ = 0;  // runs
    std::atomic<std::size_t> next_ = 0;
    std::atomic<std::size_t> kept_ = 0;  // bytes of weights
    std::atomic<std::int64_t> steps_ = 0;
    std::mutex mutex_;
    std::vector<SweepRun> runs_;  // guarded by mutex_
    // The points made last, with their seed and size: the next run is likely to need them again.
    struct Made {
        int seed = -1, train_size = 0;
        std::shared_ptr<const Dataset> data;
    };
    mutable std::mutex made_mutex_;
    mutable Made made_;           // guarded by made_mutex_
    std::exception_ptr failure_;  // guarded by mutex_
    std::stop_source stop_;
    std::vector<std::jthread> threads_;
};

// Mean, and half the width of its 95% confidence interval (Student's t); NaN for a single value.
struct MeanInterval {
    double mean = 0, half = 0;
};
MeanInterval mean_interval(const std::vector<double>& values);

}  // namespace la
