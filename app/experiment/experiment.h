#pragma once

#include <memory>
#include <utility>

#include "core/observe/observer.h"
#include "core/train/trainer.h"

namespace la {

// What the application looks at: one training and one observer, behind the two one-way streets.
// Used by the window's thread. No call of the live one waits for a step or an observation.
class Experiment {
  public:
    virtual ~Experiment() = default;
    virtual void send(Command command) = 0;
    virtual std::shared_ptr<const Snapshot> snapshot() const = 0;
    virtual void request(ObserverRequest request) = 0;
    // The newest observation; null: none yet.
    virtual std::shared_ptr<const Observation> observation() const = 0;
    // The answer to the newest TakeState; null: none yet.
    virtual std::shared_ptr<const TakenState> taken() const { return nullptr; }
};

// Sends Run or Pause.
void set_running(Experiment& experiment, bool running);

// In the background, on two threads: the window's experiment.
class LiveExperiment : public Experiment {
  public:
    LiveExperiment(const Config& config, Trainer::Options options)
        : trainer_(config, std::move(options)) {}
    LiveExperiment(const TrainingState& state, Trainer::Options options)
        : trainer_(state, std::move(options)) {}

    // As Trainer's.
    void start() { trainer_.start(); }
    bool stop_within(std::chrono::milliseconds limit) { return trainer_.stop_within(limit); }
    TrainingState last_state() { return trainer_.last_state(); }

    void send(Command command) override { trainer_.send(std::move(command)); }
    std::shared_ptr<const Snapshot> snapshot() const override { return trainer_.snapshot(); }
    void request(ObserverRequest request) override { observer_.request(std::move(request)); }
    std::shared_ptr<const Observation> observation() const override {
        return observer_.observation();
    }
    std::shared_ptr<const TakenState> taken() const override { return trainer_.taken(); }

  private:
    Trainer trainer_;
    Observer observer_;
};

// On the calling thread, step by step: for pictures without a display, and for tests. Commands are
// executed at once; the run is paused between the calls.
class InlineExperiment : public Experiment {
  public:
    explicit InlineExperiment(const Config& config, EngineOptions options = {},
                              EngineFactory factory = make_engine);
    explicit InlineExperiment(const TrainingState& state, EngineOptions options = {},
                              EngineFactory factory = make_engine);

    void prepare() { trainer_.prepare_inline(); }                     // throws Error
    void advance(std::int64_t steps) { trainer_.run_inline(steps); }  // throws Error

    void send(Command command) override {
        trainer_.send(std::move(command));
        trainer_.run_inline(0);
    }
    std::shared_ptr<const Snapshot> snapshot() const override { return trainer_.snapshot(); }
    void request(ObserverRequest request) override { observer_.request(std::move(request)); }
    std::shared_ptr<const Observation> observation() const override {
        return observer_.observation();
    }
    std::shared_ptr<const TakenState> taken() const override { return trainer_.taken(); }

  private:
    Trainer trainer_;
    InlineObserver observer_;
};

}  // namespace la
