#pragma once

#include <cstdint>
#include <memory>
#include <utility>

#include "app/experiment/experiment.h"
#include "app/state/ui_state.h"

namespace la {

// Looking back: the views show UiTemp::past, a kept step of the run, while training goes on; null
// is now.

// Shows the kept step nearest to this one, or now where that is nearer.
void look_at(UiTemp& temp, const Snapshot& now, std::int64_t step);

// Shows the next kept step (1) or the one before (-1); after the last comes now.
void look_along(UiTemp& temp, const Snapshot& now, int direction);

// A lab in which whatever steps or edits the run leads back to now; running, pausing and the speed
// do not.
class ReturnToNow : public Experiment {
  public:
    ReturnToNow(Experiment& experiment, UiTemp& temp) : experiment_(experiment), temp_(temp) {}

    void send(Command command) override;
    std::shared_ptr<const Snapshot> snapshot() const override { return experiment_.snapshot(); }
    void request(ObserverRequest request) override { experiment_.request(std::move(request)); }
    std::shared_ptr<const Observation> observation() const override {
        return experiment_.observation();
    }
    std::shared_ptr<const TakenState> taken() const override { return experiment_.taken(); }

  private:
    Experiment& experiment_;
    UiTemp& temp_;
};

}  // namespace la
