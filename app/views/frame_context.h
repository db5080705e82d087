#pragma once

#include "app/experiment/undoable_experiment.h"
#include "app/state/ui_state.h"
#include "app/state/ui_temp.h"
#include "app/ui/widgets.h"
#include "core/observe/observer.h"
#include "core/shallow/shallow_snapshot.h"

namespace la {

// True if A and B are drawn side by side.
inline bool two_views(const Snapshot& snapshot, const UiState& state) {
    return snapshot.members.size() == 2 && state.view != ViewKind::Sweep &&
           layout_in(state.view, state.pair_layout) == PairLayout::SideBySide;
}

// What every panel receives for one frame. Panels are free functions: they draw themselves, change
// their part of the UI state and send commands to the experiment; they store nothing.
struct FrameContext {
    const Widgets& ui;
    const Snapshot& snapshot;        // the newest; the views show displayed()
    const Observation* observation;  // null until the first observation
    UiState& state;
    UiTemp& temp;
    UndoableExperiment& experiment;  // commands sent here can be undone

    const Theme& theme() const { return ui.theme(); }
    int layers() const { return displayed().members.back().config.network.layers; }
    const Snapshot& displayed() const {
        return temp.history.shown ? *temp.history.shown : snapshot;
    }
    // The shallow run as its laboratory shows it: a kept step, or now; null: none yet.
    const ShallowSnapshot* shallow() const {
        return temp.history.shallow ? temp.history.shallow.get() : snapshot.shallow.get();
    }
    bool opens_shallow() const { return state.laboratory == LaboratoryKind::MeanField; }
    // The configuration of the run that the open laboratory shows.
    const Config& open_config() const {
        return opens_shallow() && snapshot.shallow ? *snapshot.shallow->config : *snapshot.config;
    }
    bool shows_sweep() const { return temp.history.shown && of_sweep(*temp.history.shown); }
    bool frozen() const { return snapshot.status == Status::Frozen; }  // nothing is trained
    bool has_a() const { return snapshot.members.size() == 2; }
    // The letter of a network. A single one that is not trained here has none.
    const char* name_of(std::size_t member) const {
        return has_a() && member == 0 ? "A" : has_a() || !frozen() ? "B" : "model";
    }
    // True if the box shows three state coordinates: only if the observer delivered the third.
    bool shows_cube() const { return state.in_depth() && observation && observation->asked.third; }
    bool two_views() const { return la::two_views(snapshot, state); }
    // A and B overlay only in the plane view; other views draw them side by side instead.
    bool overlaid() const {
        return has_a() && layout_in(state.view, state.pair_layout) == PairLayout::Overlaid;
    }
};

}  // namespace la
