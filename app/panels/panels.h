#pragma once

#include <functional>
#include <string>

#include "app/views/frame_context.h"

namespace la {

struct FrameTimes;
struct KeyPress;

void toolbar_panel(const FrameContext& context, const Rect& rect);
// `sections` draws those of the laboratory.
void controls_panel(const FrameContext& context, const Rect& rect,
                    const std::function<void()>& sections);
void compare_rows(const FrameContext& context);   // in the controls: what differs in A
void view_switches(const FrameContext& context);  // in the controls: which view, and what it draws
void depth_panel(const FrameContext& context, const Rect& rect);
void caption_panel(const FrameContext& context, const Rect& rect);  // under views alone

// Lambda of B, large, from the left to the right end of the window that is being filled; and its
// slider: dragging sends every value at once, without a reset.
void lambda_value(const FrameContext& context);
void lambda_track(const FrameContext& context, float width);

// Presentation: the strip with lambda and the sentence.
void presentation_strip(const FrameContext& context, const Rect& rect);

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

}  // namespace la
