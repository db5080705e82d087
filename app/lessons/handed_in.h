#pragma once

#include <string_view>

#include "app/views/frame_context.h"
#include "render/gl/keys.h"

namespace la {

// Reads what answers_json has written. Throws UsageError with the path of the fault, for a text of
// somebody else ("answers.json: cards[1].tries must be a number").
HandedIn parse_handed_in(std::string_view json);

// The answers that were handed in, one after the other, in the place of the lessons.
void handed_in_answers(const FrameContext& context, const HandedIn& handed_in);
// Below them: to the weights that were handed in, and back to the lessons.
void handed_in_buttons(const FrameContext& context);

// Enter and page up lead back to the lessons. True if the key was used.
bool press_in_handed_in(const FrameContext& context, const KeyPress& key);

}  // namespace la
