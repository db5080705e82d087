#include "app/experiment/experiment.h"

namespace la {

namespace {

// Never asks LibTorch for its devices: a picture or a test has no list to fill.
Trainer::Options inline_options(EngineOptions engine, EngineFactory factory) {
    return {.engine = engine,
            .factory = std::move(factory),
            .devices = [] { return std::vector<Device>(); },
            .on_thread = false};
}

}  // namespace

void set_running(Experiment& experiment, bool running) {
    if (running) {
        experiment.send(Run{});
    } else {
        experiment.send(Pause{});
    }
}

InlineExperiment::InlineExperiment(const Config& config, EngineOptions options,
                                   EngineFactory factory)
    : trainer_(config, inline_options(options, std::move(factory))) {}

InlineExperiment::InlineExperiment(const TrainingState& state, EngineOptions options,
                                   EngineFactory factory)
    : trainer_(state, inline_options(options, std::move(factory))) {}

}  // namespace la
