#pragma once

#include <memory>
#include <utility>

#include "app/experiment/experiment.h"

namespace la {

// A run that stands still: networks that nobody trains. What would change them is passed over.
class FrozenExperiment : public Experiment {
  public:
    explicit FrozenExperiment(std::shared_ptr<const Snapshot> snapshot)
        : snapshot_(std::move(snapshot)) {}

    void show(std::shared_ptr<const Snapshot> snapshot) { snapshot_ = std::move(snapshot); }

    void send(Command) override {}
    std::shared_ptr<const Snapshot> snapshot() const override { return snapshot_; }
    void request(ObserverRequest request) override {  // on the calling thread
        observation_ = std::make_shared<const Observation>(observe(request, observation_.get()));
    }
    std::shared_ptr<const Observation> observation() const override { return observation_; }

  private:
    std::shared_ptr<const Snapshot> snapshot_;
    std::shared_ptr<const Observation> observation_;
};

// The same, observed in the background.
class FrozenLiveExperiment : public FrozenExperiment {
  public:
    using FrozenExperiment::FrozenExperiment;
    void request(ObserverRequest request) override { observer_.request(std::move(request)); }
    std::shared_ptr<const Observation> observation() const override {
        return observer_.observation();
    }

  private:
    Observer observer_;
};

}  // namespace la
