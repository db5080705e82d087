#include "app/experiment/experiment.h"

namespace la {

void set_running(Experiment& experiment, bool running) {
    if (running) {
        experiment.send(Run{});
    } else {
        experiment.send(Pause{});
    }
}

InlineExperiment::InlineExperiment(const Config& config, EngineOptions options,
                                   EngineFactory factory)
    : training_(config, std::move(options), std::move(factory)) {
    publish();
}

void InlineExperiment::prepare() {
    training_.prepare();
    publish();
}

InlineExperiment::InlineExperiment(const TrainingState& state, EngineOptions options,
                                   EngineFactory factory)
    : training_(state, std::move(options), std::move(factory)) {
    publish();
}

void InlineExperiment::advance(std::int64_t steps) {
    for (std::int64_t i = 0; i < steps && !training_.diverged(); ++i) {
        training_.step();
        if (training_.stopped()) {
            break;
        }
    }
    publish();
}

void InlineExperiment::send(Command command) {
    ++taken_;
    if (const Change* change = std::get_if<Change>(&command)) {
        training_.apply(*change);
    } else if (const Step* step = std::get_if<Step>(&command)) {
        const std::int64_t epoch = training_.steps_per_epoch();
        advance(step->unit == Step::Unit::Batch ? 1 : epoch - training_.steps() % epoch);
    } else if (const SetStop* stop = std::get_if<SetStop>(&command)) {
        training_.set_stop(stop->stop);
    } else if (const TakeState* take = std::get_if<TakeState>(&command)) {
        taken_state_ = std::make_shared<TakenState>(TakenState{
            take->request, std::make_shared<const TrainingState>(training_.state()), {}});
    } else if (const Open* open = std::get_if<Open>(&command)) {
        training_.restore(*open->state);
    }
    publish();
}

void InlineExperiment::request(ObserverRequest request) {
    observation_ = std::make_shared<const Observation>(observe(request, observation_.get()));
}

void InlineExperiment::publish() {
    Snapshot snapshot = training_.snapshot();
    snapshot.version = ++version_;
    snapshot.commands = taken_;
    snapshot_ = std::make_shared<const Snapshot>(std::move(snapshot));
}

}  // namespace la
