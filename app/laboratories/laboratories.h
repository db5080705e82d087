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

    const Laboratory& open(const UiState& state) const {
        return *all_[static_cast<std::size_t>(state.laboratory)];
    }

    // Asks the run to log what the open laboratory shows of its training, and nothing else.
    void ask_for_measures(const UiState& state, UndoableExperiment& experiment);

  private:
    std::array<std::unique_ptr<Laboratory>, kNames<LaboratoryKind>.size()> all_;  // [kind]
    SetMeasures asked_;                                                           // last
};

}  // namespace la
