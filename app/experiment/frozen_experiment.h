#pragma once

#include <memory>
#include <utility>

#include "app/experiment/experiment.h"

namespace la {

// Networks that are not trained: those of a model file, or of one step of a run. Ignores commands.
// Observes by the observer it is given: inline, or on a thread.
class FrozenExperiment : public Experiment {
  public:
    explicit FrozenExperiment(
        std::shared_ptr<const Snapshot> snapshot,
        std::unique_ptr<ObserverPort> observer = std::make_unique<InlineObserver>())
        : snapshot_(std::move(snapshot)), observer_(std::move(observer)) {}

    void show(std::shared_ptr<const Snapshot> snapshot) { snapshot_ = std::move(snapshot); }

    void send(Command) override {}
    std::shared_ptr<const Snapshot> snapshot() const override { return snapshot_; }
    void request(ObserverRequest request) override { observer_->request(std::move(request)); }
    std::shared_ptr<const Observation> observation() const override {
        return observer_->observation();
    }

  private:
    std::shared_ptr<const Snapshot> snapshot_;
    std::unique_ptr<ObserverPort> observer_;
};

}  // namespace la
