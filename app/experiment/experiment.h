#pragma once

#include <memory>
#include <optional>

#include "core/observe/observer.h"
#include "core/train/trainer.h"

namespace la {

// What the application looks at: one training and one observer, behind the two one-way streets.
// No call waits for a step or an observation.
class Experiment {
  public:
    virtual ~Experiment() = default;
    virtual void send(Command command) = 0;
    virtual std::shared_ptr<const Snapshot> snapshot() const = 0;
    virtual void request(ObserverRequest request) = 0;
    virtual std::shared_ptr<const Observation> observation() const = 0;  // may be null
    // The answer to the newest TakeState; may be null.
    virtual std::shared_ptr<const TakenState> taken() const { return nullptr; }
};

void set_running(Experiment& experiment, bool running);

// In the background, on two threads: the window's.
class LiveExperiment : public Experiment {
  public:
    LiveExperiment(const Config& config, Trainer::Options options)
        : trainer_(config, std::move(options)) {}
    LiveExperiment(const TrainingState& state, Trainer::Options options)
        : trainer_(state, std::move(options)) {}

    void start() { trainer_.start(); }
    bool stop_within(std::chrono::milliseconds limit) { return trainer_.stop_within(limit); }
    void send(Command command) override { trainer_.send(std::move(command)); }
    std::shared_ptr<const Snapshot> snapshot() const override { return trainer_.snapshot(); }
    void request(ObserverRequest request) override { observer_.request(std::move(request)); }
    std::shared_ptr<const Observation> observation() const override {
        return observer_.observation();
    }
    std::shared_ptr<const TakenState> taken() const override { return trainer_.taken(); }
    TrainingState last_state() { return trainer_.last_state(); }  // as Trainer's

  private:
    Trainer trainer_;
    Observer observer_;
};

// On the calling thread, step by step: for pictures without a display, and for tests.
class InlineExperiment : public Experiment {
  public:
    explicit InlineExperiment(const Config& config, EngineOptions options = {},
                              EngineFactory factory = make_engine);

    explicit InlineExperiment(const TrainingState& state, EngineOptions options = {},
                              EngineFactory factory = make_engine);

    void prepare();                    // makes the engine already; throws Error
    void advance(std::int64_t steps);  // throws Error

    void send(Command command) override;  // changes are applied at once; Step takes its steps
    std::shared_ptr<const Snapshot> snapshot() const override { return snapshot_; }
    void request(ObserverRequest request) override;
    std::shared_ptr<const Observation> observation() const override { return observation_; }
    std::shared_ptr<const TakenState> taken() const override { return taken_state_; }

  private:
    void publish();

    Training training_;
    std::uint64_t version_ = 0;
    std::uint64_t taken_ = 0;  // commands
    std::shared_ptr<const Snapshot> snapshot_;
    std::shared_ptr<const Observation> observation_;
    std::shared_ptr<const TakenState> taken_state_;
};

}  // namespace la
