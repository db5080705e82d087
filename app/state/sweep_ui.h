#pragma once

#include <algorithm>
#include <cstddef>
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

    std::optional<PickRun> hovered;  // the run under the mouse, or the keyboard, in the last frame
    int at_keys = 0;                 // the dot or cell that arrows have come to
    // Positions of the dots, or of their cells, in the plot of accuracy, in the order of
    // state->runs.
    std::vector<glm::vec2> places;

    // Kept result of changed_since, computed again only when the plan or the run's settings change.
    struct Changed {
        std::shared_ptr<const SweepPlan> plan;
        Config config;
        std::shared_ptr<const Dataset> data;
        std::string names;
    } changed;

    bool running() const { return state && state->status == SweepState::Status::Running; }

    // What was swept over in a network that is shown of a sweep: "λ = 0.03, seed 4". Empty for A
    // once another sweep has begun.
    std::string name_of(const Snapshot& shown, std::size_t member) const {
        if (member + 1 >= shown.members.size()) {
            return shown.message;
        }
        const auto at = state ? std::ranges::find(*state->runs, shown.members[member].weights,
                                                  &SweepRun::weights)
                              : std::vector<SweepRun>::const_iterator{};
        return state && at != state->runs->end() ? run_text(*state->plan, *at) : std::string();
    }
};

}  // namespace la
