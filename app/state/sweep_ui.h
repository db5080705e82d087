#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <glm/vec2.hpp>

#include "core/sweep/background_sweep.h"

namespace la {

// What the panels and keys wish for about the sweep, done by Sweeps in the next frame, and what is
// on screen of it.
struct SweepUi {
    std::shared_ptr<const SweepState> state;  // null: there has been none

    bool start = false, stop = false;
    struct Run {
        double lambda = 0;
        std::uint64_t seed = 0;
        bool operator==(const Run&) const = default;
    };
    std::optional<Run> pick;  // whose network is to be shown

    std::optional<Run> lit;  // under the mouse in the last frame
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
