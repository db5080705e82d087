#pragma once

#include <span>
#include <string>

#include "app/views/frame_context.h"

namespace la {

// Points at a named control: a ring that pulses around it. What is in `dimmed` becomes darker, but
// for the control. Nothing happens while the control is not on screen. `seconds`: since it began.
// With reduced motion the ring is still.
void spotlight(const FrameContext& context, const std::string& control,
               std::span<const Rect> dimmed, float seconds);

}  // namespace la
