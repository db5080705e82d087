#pragma once

#include <memory>
#include <vector>

#include "app/experiment/experiment.h"

namespace la {

// An experiment that remembers every command it was sent, and runs it inline.
class RecordingExperiment : public Experiment {
  public:
    RecordingExperiment(const Config& config, EngineFactory factory)
        : experiment_(config, {}, std::move(factory)) {}

    // Inlined, GCC 12 takes the parts of the variant that are not there for uninitialised ones.
    [[gnu::noinline]] void send(Command command) override {
        sent.push_back(command);
        experiment_.send(std::move(command));
    }
    std::shared_ptr<const Snapshot> snapshot() const override { return experiment_.snapshot(); }
    void request(ObserverRequest request) override { experiment_.request(std::move(request)); }
    std::shared_ptr<const Observation> observation() const override {
        return experiment_.observation();
    }
    std::shared_ptr<const TakenState> taken() const override { return experiment_.taken(); }
    void advance(std::int64_t steps) { experiment_.advance(steps); }

    std::vector<Command> sent;

  private:
    InlineExperiment experiment_;
};

}  // namespace la
