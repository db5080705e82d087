#pragma once

#include <cstdint>

#include "app/experiment/experiment_filter.h"
#include "app/state/ui_state.h"

namespace la {

// Looking back: the views show UiTemp::past, a kept step of the run, while training goes on. Null
// shows now.

// Shows the kept step nearest to this one, or now where now is nearer.
void look_at(UiTemp& temp, const Snapshot& now, std::int64_t step);

// Shows the next kept step (1) or the previous one (-1); after the last comes now.
void look_along(UiTemp& temp, const Snapshot& now, int direction);

// Returns the views to now with every command that steps, edits or replaces the run. Running,
// pausing and the speed leave them where they are.
class ReturnToNow : public ExperimentFilter {
  public:
    ReturnToNow(Experiment& experiment, UiTemp& temp) : ExperimentFilter(experiment), temp_(temp) {}

    void send(Command command) override;

  private:
    UiTemp& temp_;
};

}  // namespace la
