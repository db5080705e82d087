#pragma once

#include "app/experiment/undoable_experiment.h"
#include "app/state/ui_state.h"
#include "app/state/ui_temp.h"
#include "app/ui/widgets.h"
#include "core/observe/observer.h"

namespace la {

// Do A and B stand side by side?
inline bool two_views(const Snapshot& snapshot, const UiState& state) {
    return snapshot.members.size() == 2 && state.view != ViewKind::Sweep &&
           layout_in(state.view, state.pair_layout) == PairLayout::SideBySide;
}

// What every panel is given for one frame. Panels are free functions: they draw themselves, change
// the UI state they are about, and send commands to the experiment; they keep nothing.
struct FrameContext {
    const Widgets& ui;
    const Snapshot& snapshot;        // now; what the views show is displayed()
    const Observation* observation;  // null until the first observation
    UiState& state;
    UiTemp& temp;
    UndoableExperiment& experiment;  // commands sent here can be undone

    const Theme& theme() const { return ui.theme(); }
    int layers() const { return displayed().members.back().config.network.layers; }
    const Snapshot& displayed() const {
        return temp.history.shown ? *temp.history.shown : snapshot;
    }
    bool shows_sweep() const { return temp.history.shown && of_sweep(*temp.history.shown); }
    bool frozen() const { return snapshot.status == Status::Frozen; }  // nothing is trained
    bool has_a() const { return snapshot.members.size() == 2; }
    // A network alone that is not trained here has no letter.
    const char* name_of(std::size_t member) const {
        return has_a() && member == 0 ? "A" : has_a() || !frozen() ? "B" : "model";
    }
    // The box in depth holds three coordinates: those that were observed.
    bool shows_cube() const { return state.in_depth() && observation && observation->asked.third; }
    bool two_views() const { return la::two_views(snapshot, state); }
    // Only in the plane; in other views A and B stand side by side in its place.
    bool overlaid() const {
        return has_a() && layout_in(state.view, state.pair_layout) == PairLayout::Overlaid;
    }
};

}  // namespace la
