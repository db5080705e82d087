#pragma once

#include <cstdint>
#include <string>

#include "app/experiment/experiment_filter.h"
#include "app/state/ui_temp.h"

namespace la {

// Looking back: the views show HistoryView::shown, a kept step of the run, while training goes on,
// or a step of a recording. Null shows now, or the last.

// What is said of networks that are not trained: of a recording of several steps, which one, too.
std::string frozen_line(const Snapshot& shown);

// Are there steps to look back at? A run has them, and a recording of several steps; a model as it
// is has none.
bool can_look_back(const Snapshot& now);

// The step of the run that takes steps.
std::int64_t step_of_run(const Snapshot& run);

// Shows the kept step nearest to this one, or now where now is nearer.
void look_at(HistoryView& history, const Snapshot& now, std::int64_t step);

// Shows the next kept step (1) or the previous one (-1); after the last comes now.
void look_along(HistoryView& history, const Snapshot& now, int direction);

// The same of the shallow run, which there is.
void look_at_shallow(HistoryView& history, const Snapshot& now, std::int64_t step);
void look_along_shallow(HistoryView& history, const Snapshot& now, int direction);

// Returns the views to now with every command that steps, edits or replaces the run. Running,
// pausing and the speed leave them where they are.
class ReturnToNow : public ExperimentFilter {
  public:
    ReturnToNow(Experiment& experiment, HistoryView& history)
        : ExperimentFilter(experiment), history_(history) {}

    void send(Command command) override;

  private:
    HistoryView& history_;
};

}  // namespace la
