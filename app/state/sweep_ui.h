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

// What the window shows of the sweep. Sweeps writes `state`, the panels of the sweep write the
// rest.
struct SweepUi {
    std::shared_ptr<const SweepState> state;  // null: no sweep yet

    std::optional<PickRun> hovered;  // the run under the mouse in the last frame
    // Positions of the dots in the plot of accuracy, in the order of state->runs.
    std::vector<glm::vec2> places;

    // Kept result of changed_since, computed again only when the plan or the run's settings change.
    struct Changed {
        std::shared_ptr<const SweepPlan> plan;
        Config config;
        std::shared_ptr<const Dataset> data;
        std::string names;
    } changed;

    bool running() const { return state && state->status == SweepState::Status::Running; }
};

}  // namespace la
