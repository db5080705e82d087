#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <span>
#include <stop_token>
#include <thread>
#include <vector>

#include "core/sweep/sweep_plan.h"
#include "core/train/run_state.h"

namespace la {

// Trains a plan on threads of its own. Runs that differ in lambda alone share points, first weights
// and batches, in one ensemble or several; any other run has an engine of its own. Training points
// are the first of the configuration's training split, so that a smaller set lies within a larger
// one of the same seed. All runs with the same setting of the data are tested on the same 2,000
// fresh points; those of a file (dataset.kind csv), on its test points.
//     every function   the owner's thread
class Sweep {
  public:
    static constexpr int kTestPoints = 2000;
    static constexpr int kMostEnsembles = 1000000;
    static constexpr std::size_t kKeptBytes = std::size_t{64} << 20;

    // `stop` ends the steps from any thread, without waiting. Throws UsageError as check_paths, and
    // if there are more than kMostEnsembles ensembles or a training size exceeds the training
    // split.
    explicit Sweep(SweepPlan plan, EngineFactory factory = make_engine, std::stop_source stop = {});
    ~Sweep();  // as stop

    void start();     // chooses the engine where there is a GPU: throws what that throws
    void stop();      // after the steps under way
    bool finished();  // all runs are; rethrows what a thread threw

    std::int64_t steps_total() const;
    std::int64_t steps_done() const { return steps_; }  // summed over the runs

    // The plan, with everything filled in that it left open.
    const SweepPlan& plan() const { return plan_; }

    // The finished runs, by training size, values, seed.
    std::vector<SweepRun> runs();
    std::size_t runs_done();
    std::size_t runs_total() const { return runs_total_; }

    // The points that a run was trained and tested on, training points first. Throws Error.
    std::shared_ptr<const Dataset> data_of(const SweepRun& run) const;

  private:
    // One ensemble: settings of one repetition and training size.
    struct Cell {
        int repeat, train_size;  // 0: the whole split
        std::vector<SweepValues> settings;
    };
    void take_points();
    void check_sizes() const;
    void check_size(int available) const;
    void fill_cells();
    void work();
    std::vector<SweepRun> train(const Cell& cell);
    bool advance_all(RunState& now, Ensembles& ensembles, std::span<const MemberConfig> members,
                     const std::shared_ptr<const Dataset>& data, std::vector<SweepRun>& runs);
    void keep(SweepRun& run, std::shared_ptr<const Weights> weights);
    Dataset points_of(const DatasetConfig& dataset) const;
    std::shared_ptr<const Dataset> data_for(const SweepValues& values, int repeat,
                                            int train_size) const;
    std::shared_ptr<const Dataset> make_data(const DatasetConfig& dataset, int repeat,
                                             int train_size) const;
    Dataset mixed_points(const DatasetConfig& dataset, int repeat) const;
    bool on_gpu() const;

    SweepPlan plan_;
    EngineFactory factory_;
    bool over_data_ = false;  // a path of the dataset is swept over
    Dataset fresh_;           // test points of all runs, unless over_data_
    std::vector<Cell> cells_;
    std::size_t runs_total_ = 0;
    std::atomic<std::size_t> next_ = 0;
    std::atomic<std::size_t> kept_ = 0;  // bytes of weights
    std::atomic<std::int64_t> steps_ = 0;
    std::mutex mutex_;
    std::vector<SweepRun> runs_;  // guarded by mutex_
    // The points made last, and for which run: the next is likely to need them again.
    struct Made {
        DatasetConfig dataset{};
        int repeat = -1, train_size = 0;
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
