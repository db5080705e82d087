#pragma once

#include "app/experiment/undoable_experiment.h"
#include "app/readouts/live_sentence.h"
#include "app/state/ui_state.h"
#include "app/ui/widgets.h"

namespace la {

struct FrameTimes;
struct KeyPress;

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
    const Snapshot& displayed() const { return temp.past ? *temp.past : snapshot; }
    bool shows_sweep() const { return temp.past && of_sweep(*temp.past); }
    bool frozen() const { return snapshot.status == Status::Frozen; }  // nothing is trained
    bool has_a() const { return snapshot.members.size() == 2; }
    // A network alone that is not trained here has no letter.
    const char* name_of(std::size_t member) const {
        return has_a() && member == 0 ? "A" : has_a() || !frozen() ? "B" : "model";
    }
    // The box in depth holds three coordinates: those that were observed.
    bool shows_cube() const { return state.in_depth() && observation && observation->asked.third; }
    // Only in the plane; in other views A and B stand side by side in its place.
    bool overlaid() const {
        return has_a() && layout_in(state.view, state.views) == PairLayout::Overlaid;
    }
};

void toolbar_panel(const FrameContext& context, const Rect& rect);
void controls_panel(const FrameContext& context, const Rect& rect);
void compare_rows(const FrameContext& context);  // in the controls: what differs in A
void show_rows(const FrameContext& context);     // of the last section of the controls
void depth_panel(const FrameContext& context, const Rect& rect);
void curves_panel(const FrameContext& context, const std::array<Rect, 3>& rects);
void measures_panel(const FrameContext& context, const Rect& rect);
void caption_panel(const FrameContext& context, const Rect& rect);  // under views alone

// Lambda of B, large, from the left to the right end of the window that is being filled; and its
// slider: dragging sends every value at once, without a reset.
void lambda_value(const FrameContext& context);
void lambda_track(const FrameContext& context, float width);

// Presentation: the measures in large type, and the strip with lambda and the sentence.
void presentation_measures(const FrameContext& context, const Rect& rect);
void presentation_strip(const FrameContext& context, const Rect& rect);

// In a flow view while points are drawn: what the mouse does to them, the brush, the classes.
void draw_points(const FrameContext& context, const Viewport& view, const Rect& rect);
// Above the views meanwhile: the classes, the brush, and what the mouse does.
void drawing_panel(const FrameContext& context, const Rect& rect);
// Begins or ends drawing.
void toggle_drawing(const FrameContext& context);
// The keys of drawing: digits choose the class, [ and ] the brush, Esc ends it. True: key used.
bool press_while_drawing(const FrameContext& context, const KeyPress& key);

// While a demonstration plays: what is being said, over the flow views.
void cue_caption(const FrameContext& context, const Rect& views);

// Of a run that has diverged, over the flow views: what happened, and the way back.
void divergence_card(const FrameContext& context, const Rect& views);
bool can_rewind(const FrameContext& context);
void rewind_to_good(const FrameContext& context);  // where it can

void session_menu(const FrameContext& context);    // its button in the toolbar, and what it opens
void session_dialog(const FrameContext& context);  // asks for a file's name, over everything

// Unsaved work, in the status line, ending at x: what it is, restore, discard.
void unsaved_offer(const FrameContext& context, float right);

// The button that opens the menu of what can be saved, and the menu.
void save_menu(const FrameContext& context);
// In the status line, from right to left: what is being saved, with a button that gives it up, or
// what became of it. The x up to which there is room beside it; `right` where there is nothing.
float save_status(const FrameContext& context, float right);
// What it says of saving; empty when there is nothing to say, or not any more.
std::string saving_line(const UiTemp& temp);

// The place of the flow views: lambda against accuracy and action.
void sweep_view(const FrameContext& context, const Rect& rect);

void help_panel(const FrameContext& context);  // over everything: the table of shortcuts
void status_panel(const FrameContext& context, const Rect& rect, const FrameTimes& times);

// Part of the measures: E_k of every layer over the steps, as a heat map of this height.
void energy_map_part(const FrameContext& context, float height);

}  // namespace la
