#pragma once

#include <cstddef>
#include <string>

#include "app/views/frame_context.h"
#include "render/gl/keys.h"

namespace la {

// A lesson as it goes on: its cards set the window up, wait for what they ask for, and ask a
// question. Thread: the window's; all of it is in UiTemp::lesson.

// Begins a lesson of the shelf, on its first card.
void begin_lesson(const FrameContext& context, std::size_t lesson);

// Once per frame: executes the setup of the card, and ticks its checks.
void update_lesson(const FrameContext& context, float seconds);

// What the card still waits for is done, or there is nothing.
bool checks_met(const LessonRun& run);
bool card_done(const LessonRun& run);  // and its question is answered rightly

// Why the card cannot go on in the setting that is open: another preset, another laboratory. Empty:
// it can. `back_to_setting` brings it back.
std::string why_lost(const FrameContext& context);
void back_to_setting(const FrameContext& context);

void next_card(const FrameContext& context);  // says "not yet" until the card is done
void skip_card(const FrameContext& context);
void card_before(const FrameContext& context);

// Answers the question of the card: one of its answers, or the number that was typed.
void choose_answer(const FrameContext& context, std::size_t answer);
void give_number(const FrameContext& context);
// The number that counts as right now; none: it is not known.
std::optional<double> right_number(const FrameContext& context, const LessonQuestion& question);

// Keys of the drawer: Enter and page down go on, page up back, digits answer, Esc closes it. True
// if the key was used.
bool press_in_lesson(const FrameContext& context, const KeyPress& key);

}  // namespace la
