#pragma once

#include <array>
#include <memory>

#include "app/laboratories/laboratory.h"
#include "core/config/names.h"

namespace la {

// All laboratories of the program, one of each kind. Thread: the window's.
class Laboratories {
  public:
    Laboratories();

    // Opens one for a frame: what is clicked in it opens another in the next, which has another
    // layout.
    void open(LaboratoryKind kind) { open_ = kind; }
    const Laboratory& now() const { return *all_[static_cast<std::size_t>(open_)]; }

    // Asks the run to log what the open laboratory shows of its training, and nothing else.
    void ask_for_measures(UndoableExperiment& experiment);
    // Lets the run that it shows take steps, in the place of the other.
    void choose_run(const Snapshot& snapshot, UndoableExperiment& experiment);

  private:
    std::array<std::unique_ptr<Laboratory>, kNames<LaboratoryKind>.size()> all_;  // [kind]
    LaboratoryKind open_ = LaboratoryKind::Flow;
    SetMeasures asked_;  // last
};

}  // namespace la
