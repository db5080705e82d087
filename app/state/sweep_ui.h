#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <glm/vec2.hpp>

#include "app/state/app_command.h"
#include "core/sweep/background_sweep.h"

namespace la {

// What is on screen of the sweep. Sweeps writes the state, the sweep's panels the rest.
struct SweepUi {
    std::shared_ptr<const SweepState> state;  // null: there has been none

    std::optional<PickRun> hovered;  // the run under the mouse in the last frame
    // Where the runs' dots stand in the plot of the accuracy, in the order of state->runs.
    std::vector<glm::vec2> places;

    // changed_since, found anew only when one of the two is another.
    struct Changed {
        std::shared_ptr<const SweepPlan> plan;
        Config config;
        std::shared_ptr<const Dataset> data;
        std::string names;
    } changed;

    bool running() const { return state && state->status == SweepState::Status::Running; }
};

}  // namespace la
