#pragma once

#include <functional>
#include <string>

#include "app/views/frame_context.h"

namespace la {

struct FrameTimes;
struct KeyPress;

void toolbar_panel(const FrameContext& context, const Rect& rect);
// `sections` draws the sections of the laboratory.
void controls_panel(const FrameContext& context, const Rect& rect,
                    const std::function<void()>& sections);
void compare_rows(const FrameContext& context);  // in the controls: differences of A
// In the controls: what the view draws.
void view_switches(const FrameContext& context);
// Above the views: which one, and how A and B share it. Nothing in an empty rectangle.
void view_tabs(const FrameContext& context, const Rect& rect);
// Which of those that share the left column is shown; nothing where none do.
void side_switch(const FrameContext& context, const Layout& layout);
void depth_panel(const FrameContext& context, const Rect& rect);
void caption_panel(const FrameContext& context, const Rect& rect);  // of views_only

// Lambda of B in large type, as wide as the open ImGui window, and its slider. Dragging sends every
// value at once, without a reset.
void lambda_value(const Theme& theme, double lambda);
void lambda_track(const FrameContext& context, float width);

// What a laboratory puts into the strip of a presentation.
struct StripContent {
    std::function<void()> value;             // in large type
    std::function<void(float width)> track;  // what changes it
    std::string sentence;
    std::string where{};  // of the run; empty: step and depth of the residual one
};

// The strip of a presentation; of a model, the sentence alone.
void presentation_strip(const FrameContext& context, const Rect& rect, const StripContent& content);

// Above the views while points are drawn: the classes, the brush, and what the mouse does.
void drawing_panel(const FrameContext& context, const Rect& rect);
// Begins or ends drawing points.
void toggle_drawing(const FrameContext& context);
// Keys while points are drawn: digits choose the class, [ and ] the brush, Esc ends it. True if the
// key was used.
bool press_while_drawing(const FrameContext& context, const KeyPress& key);

// Over the flow views of a diverged run: what happened, and a button that rewinds it.
void divergence_card(const FrameContext& context, const Rect& views);
bool can_rewind(const FrameContext& context);
void rewind_to_good(const FrameContext& context);  // nothing unless can_rewind
// The same of a run at the earlier step that the views show: it goes on from there.
bool can_go_on(const FrameContext& context);
void go_on_from_shown(const FrameContext& context);  // nothing unless can_go_on

// The toolbar's button and its menu; the dialog that asks for a file's name, on top of everything.
// `label`: the button's word or icon.
void session_menu(const Widgets& widgets, const SessionUi& ui, AppCommands& commands,
                  const char* label);
void session_dialog(const Widgets& widgets, SessionUi& ui, AppCommands& commands);

// Closes it, and gives up what it waits for.
void leave_dialog(SessionUi& ui, AppCommands& commands);

// In the status line, ending at x = right: whether to run a model that cannot be isolated.
void trust_question(const Widgets& widgets, const std::string& file, AppCommands& commands,
                    float right);

// Offers found unsaved work in the status line, ending at x = right: its description, restore,
// discard.
void unsaved_offer(const Widgets& widgets, const SessionUi::Offer& offer, AppCommands& commands,
                   float right);

// The button of pictures and films, and its menu.
void save_menu(const FrameContext& context, const char* label);
// In the status line, ending at x = right: what is being saved, with a button that cancels it, or
// the result. Returns the x where free space ends; `right` if there is nothing to show.
float save_status(const Widgets& ui, const SavingTemp& temp, AppCommands& commands, float right);
// The text of save_status; empty if nothing is being saved and the last result is old.
std::string saving_line(const SavingTemp& saving);

// In the place of the flow views: accuracy and action over lambda.
void sweep_view(const FrameContext& context, const Rect& rect);

// What the status line says of a run: what trains it, and where it is, in two columns.
struct RunTexts {
    std::string engine, step, epoch;
    std::string message;  // of the run; empty: none
};
RunTexts residual_run_texts(const FrameContext& context);

void status_panel(const FrameContext& context, const Rect& rect, const FrameTimes& times,
                  const RunTexts& run);

}  // namespace la
