#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "core/base/latest.h"
#include "core/shallow/shallow_run.h"
#include "core/train/commands.h"
#include "core/train/kept_runs.h"
#include "core/train/training.h"

namespace la {

// Drives a Training and, beside it, a shallow run, of which one at a time takes steps: on a thread
// of its own from start() on, or inline, by run_inline(), on the owner's thread. Two one-way
// streets: commands in, snapshots out.
//     send, snapshot, taken        any thread, never wait for a step
//     everything else              the owner's thread
// A snapshot is there from construction on; the engine is made where the steps are taken.
class Trainer {
  public:
    struct Options {
        EngineOptions engine;
        EngineFactory factory = make_engine;
        std::function<std::vector<Device>()> devices = available_devices;
        bool on_thread = true;      // false: start() is not called; the run is paused between calls
        bool running = true;        // from start() on
        double steps_per_s = 0;     // 0: as fast as it goes
        std::int64_t stop_at = -1;  // pauses after this step; negative: never
        std::int64_t rows_every = 0;  // as Training's
    };

    Trainer(const Config& config, Options options);
    Trainer(const TrainingState& state, Options options);  // goes on from there
    ~Trainer();  // stops and joins; waits for the step under way

    void start();
    void send(Command command);
    std::shared_ptr<const Snapshot> snapshot() const { return latest_.get(); }
    // The answer to the newest TakeState; null: none yet.
    std::shared_ptr<const TakenState> taken() const { return taken_state_.get(); }

    // Inline: executes the commands sent so far, takes the steps that they ask for and `steps`
    // more, and publishes. Stops early where the run diverges or meets a stop condition. A refused
    // command becomes Snapshot::message; throws Error where a step cannot be taken.
    void run_inline(std::int64_t steps);
    void prepare_inline();  // makes the engine now; throws Error

    // Asks the thread to end after the step under way, and waits at most this long. False: the step
    // is still running; the destructor would wait for it.
    bool stop_within(std::chrono::milliseconds limit);

    // The training as it was left; only after stop_within has returned true. Throws Error.
    TrainingState last_state();

  private:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::milliseconds kPublishEvery{16};

    void loop(std::stop_token stop);
    void work(std::stop_token stop);
    void execute(const Command& command);
    void apply(const Change& change);
    void apply_to_training(const Change& change);
    void rewind(const Rewind& what);
    bool rewinds_on(std::int64_t reached, std::int64_t to);
    void set_stop(const StopConfig& stop);
    void load_shallow(const LoadShallow& load);
    void choose(RunKind kind);
    void keep_run(std::uint64_t number);
    void list_devices();
    void take_state(std::uint64_t request);
    void open(const TrainingState& state);
    void open_both(const TrainingState& state);
    void restore_shallow(const TrainingState& state);
    void take_commands(std::stop_token stop);
    bool shallow() const { return kind_ == RunKind::Shallow; }
    bool diverged() { return shallow() ? shallow_.training().diverged() : training_.diverged(); }
    bool wants_step() const { return running_ || pending_ > 0; }
    bool take_step();
    void take_steps(std::stop_token stop);
    void wait(std::stop_token stop, Clock::time_point until);
    void publish();
    void measure_rate(Clock::time_point now);
    void fail(const std::string& message);

    Options options_;
    Training training_;
    ShallowRun shallow_;
    RunKind kind_ = RunKind::Residual;

    // The inbox.
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::vector<Command> inbox_;
    bool finished_ = false;  // guarded by mutex_
    Latest<Snapshot> latest_;
    Latest<TakenState> taken_state_;

    // Of the thread that takes the steps.
    std::stop_token stop_;
    bool running_ = true;
    bool failed_ = false;
    bool prepared_ = false;
    std::string message_;
    std::vector<Device> devices_;
    KeptRuns kept_;
    std::int64_t pending_ = 0;  // single steps asked for
    double steps_per_s_ = 0;
    Clock::time_point next_step_{}, next_publish_{};
    bool dirty_ = true;
    std::uint64_t version_ = 0;
    std::uint64_t taken_ = 0;  // commands
    Clock::time_point rate_since_{};
    std::int64_t rate_steps_ = 0;
    double rate_ = 0;

    std::jthread thread_;
};

}  // namespace la
