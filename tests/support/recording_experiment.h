#pragma once

#include <memory>
#include <vector>

#include "app/experiment/experiment_filter.h"

namespace la {

// An experiment that remembers every command it was sent, and runs it inline.
class RecordingExperiment : public ExperimentFilter {
  public:
    RecordingExperiment(const Config& config, EngineFactory factory)
        : ExperimentFilter(experiment_), experiment_(config, {}, std::move(factory)) {}

    // Inlined, GCC 12 takes the parts of the variant that are not there for uninitialised ones.
    [[gnu::noinline]] void send(Command command) override {
        sent.push_back(command);
        ExperimentFilter::send(std::move(command));
    }
    void advance(std::int64_t steps) { experiment_.advance(steps); }

    std::vector<Command> sent;

  private:
    InlineExperiment experiment_;
};

}  // namespace la
