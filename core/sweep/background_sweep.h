#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "core/base/latest.h"
#include "core/sweep/sweep.h"
#include "core/train/snapshot.h"

namespace la {

// A sweep at one moment, as one immutable value.
struct SweepState {
    enum class Status { Running, Finished, Stopped, Failed };
    Status status = Status::Running;
    std::string message;                                // why it failed; one line
    std::shared_ptr<const SweepPlan> plan;              // as the sweep began
    std::shared_ptr<const std::vector<SweepRun>> runs;  // the finished ones, by values and seed
    std::size_t runs_total = 0;
    std::int64_t steps_done = 0, steps_total = 0;
    double seconds = 0;         // since it began
    std::uint64_t number = 0;   // of the sweep, as given to its constructor
    std::uint64_t version = 0;  // grows with every state
};

// Snapshots of a sweep's networks have run numbers from here on, those of a training below.
inline constexpr std::uint64_t kSweepRuns = std::uint64_t{1} << 63;
inline bool of_sweep(const Snapshot& snapshot) {
    return snapshot.run >= kSweepRuns;
}
// SweepState::number of a snapshot's sweep.
inline std::uint64_t number_of_sweep(const Snapshot& snapshot) {
    return (snapshot.run - kSweepRuns) >> 32;
}

// A Sweep in the background, at low priority: it works in the time that window and training leave.
// Gives its trained networks as snapshots for as long as it lives.
//     every function    any thread; only stop_within and the destructor wait
class BackgroundSweep {
  public:
    // Begins at once, and keeps weights whatever `plan` says. `number` tells its states and
    // snapshots from those of other sweeps.
    BackgroundSweep(SweepPlan plan, std::uint64_t number, EngineFactory factory = make_engine);
    ~BackgroundSweep();  // stops and joins: waits for the step under way

    std::shared_ptr<const SweepState> state() const { return state_.get(); }

    // Ends the training; finished runs stay.
    void stop();
    // Asks the threads to end after the steps under way, and waits at most this long. False: one is
    // still running; the destructor would wait for it.
    bool stop_within(std::chrono::milliseconds limit);

    // Asks for the network of a finished run on its own points; with_a: as B, beside the network of
    // the smallest value of the first path, all else alike, as A. Where the path is one of the
    // data, A was trained on other points than these. A later request replaces an earlier one.
    struct Pick {
        SweepValues values{};
        std::uint64_t seed = 0;
        bool with_a = false;
        bool operator==(const Pick&) const = default;
    };
    void pick(const Pick& pick);
    // The answer to the newest pick that could be made; null: none yet. The snapshot's status is
    // Frozen, its message run_text, its config that of the run.
    struct Picked {
        Pick pick;
        std::shared_ptr<const Snapshot> snapshot;
    };
    std::shared_ptr<const Picked> picked() const { return picked_.get(); }

  private:
    using Clock = std::chrono::steady_clock;

    void loop(std::stop_token stop);
    void train(Sweep& sweep, std::stop_token stop);
    void publish(Sweep* sweep, SweepState::Status status, const std::string& message = {});
    void answer(const Sweep& sweep);
    std::shared_ptr<const Snapshot> snapshot_of(const Sweep& sweep, const Pick& pick);

    std::shared_ptr<const SweepPlan> plan_;
    std::uint64_t number_;
    EngineFactory factory_;
    Clock::time_point begin_ = Clock::now();
    std::stop_source steps_;  // ends the training at once, whatever the thread does

    std::mutex mutex_;
    std::condition_variable_any wake_;
    bool halted_ = false;        // guarded by mutex_
    bool ended_ = false;         // guarded by mutex_
    std::optional<Pick> asked_;  // guarded by mutex_
    Latest<SweepState> state_;
    Latest<Picked> picked_;
    std::uint64_t picks_ = 0;  // the thread's
    std::jthread thread_;
};

}  // namespace la
