#pragma once

#include <string>

#include "app/views/frame_context.h"

namespace la {

// Below the flow views: the words of the demonstration, with a number if its cue shows one, and how
// far it has come; after the last cue, the end card, which hands the slider over. In a presentation
// without a demonstration, this sentence.
void caption_strip(const FrameContext& context, const Rect& rect, const std::string& sentence);

// The ring around the control that the cue points at.
void cue_ring(const FrameContext& context);

// Over everything: black, while the speaker wants nothing to be looked at.
void blank_screen(const FrameContext& context);

}  // namespace la
