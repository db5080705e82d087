#pragma once

#include <memory>
#include <utility>

#include "app/experiment/experiment.h"

namespace la {

// Stands before another experiment and passes every call on; subclasses override the calls that
// they change.
class ExperimentFilter : public Experiment {
  public:
    explicit ExperimentFilter(Experiment& target) : target_(target) {}

    void send(Command command) override { target().send(std::move(command)); }
    std::shared_ptr<const Snapshot> snapshot() const override { return target().snapshot(); }
    void request(ObserverRequest request) override { target().request(std::move(request)); }
    std::shared_ptr<const Observation> observation() const override {
        return target().observation();
    }
    std::shared_ptr<const TakenState> taken() const override { return target().taken(); }

  protected:
    virtual Experiment& target() const { return target_; }

  private:
    Experiment& target_;
};

}  // namespace la
