#pragma once

#include <string>

#include "app/views/frame_context.h"

namespace la {

// The parts of the drawer: each is one item at ImGui's cursor, as wide as its window.

void lesson_words(const Widgets& ui, const std::string& text, glm::vec4 colour);
// A short label in the accent colour, with the text beside it; nothing without a text.
void lesson_labelled(const Widgets& ui, const char* label, const std::string& text);
// What is to come about, ticked when it has.
void lesson_check(const Widgets& ui, const std::string& text, bool met);
// A row to click, of a number and one or two texts. True if clicked.
bool lesson_row(const Widgets& ui, const std::string& name, const std::string& number,
                const std::string& text, const std::string& about, bool bright);
// The question of the card that is open, with what is said of the answer given.
void lesson_question(const FrameContext& context, const LessonRun& run);

}  // namespace la
