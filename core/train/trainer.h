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
#include "core/train/commands.h"
#include "core/train/training.h"

namespace la {

// Runs a Training on a thread of its own. Two one-way streets: commands in, snapshots out.
//     send, snapshot, taken, request_stop, finished   any thread, never wait for a step
//     constructor, start, destructor           the owner's thread
// The first snapshot is there from construction on; the engine is made on the training thread.
class Trainer {
  public:
    struct Options {
        EngineOptions engine;
        EngineFactory factory = make_engine;
        std::function<std::vector<std::string>()> devices = available_devices;
        bool running = true;
        double steps_per_s = 0;       // 0: as fast as it goes
        std::int64_t stop_at = -1;    // pauses after this step; negative: never
        std::int64_t rows_every = 0;  // as Training's
    };

    Trainer(const Config& config, Options options);
    Trainer(const TrainingState& state, Options options);  // goes on from there
    ~Trainer();  // stops and joins; waits for the step under way

    void start();
    void send(Command command);
    std::shared_ptr<const Snapshot> snapshot() const { return latest_.get(); }
    std::shared_ptr<const TakenState> taken() const {
        return taken_state_.get();
    }  // null: none yet

    // Asks the thread to end after the step under way, and waits for that at most so long.
    // False: a step is still running; the destructor would wait for it.
    bool stop_within(std::chrono::milliseconds limit);

    // The training as it was left; only once stop_within has said true, by the owner's thread.
    // Throws Error.
    TrainingState last_state() { return training_.state(); }

  private:
    using Clock = std::chrono::steady_clock;

    void loop(std::stop_token stop);
    void work(std::stop_token stop);
    void execute(const Command& command);
    void apply(const Change& change);
    void list_devices();
    void take_state(std::uint64_t request);
    void open(const TrainingState& state);
    void take_commands(std::stop_token stop);
    bool wants_step() const { return running_ || pending_ > 0; }
    void take_steps(std::stop_token stop);
    void wait(std::stop_token stop, Clock::time_point until);
    void publish();
    void measure_rate(Clock::time_point now);
    void fail(const std::string& message);

    Options options_;
    Training training_;

    // The inbox.
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::vector<Command> inbox_;
    bool finished_ = false;  // guarded by mutex_
    Latest<Snapshot> latest_;
    Latest<TakenState> taken_state_;

    // Training thread only (the constructor before start).
    bool running_ = true;
    bool failed_ = false;
    bool prepared_ = false;
    std::string message_;
    std::vector<std::string> devices_;
    std::int64_t pending_ = 0;  // single steps asked for
    double steps_per_s_ = 0;
    Clock::time_point next_step_{}, next_publish_{};
    bool dirty_ = true;
    std::uint64_t version_ = 0;
    std::uint64_t taken_ = 0;  // commands
    std::uint64_t run_ = 0;
    Clock::time_point rate_since_{};
    std::int64_t rate_steps_ = 0;
    double rate_ = 0;

    std::jthread thread_;
};

}  // namespace la
