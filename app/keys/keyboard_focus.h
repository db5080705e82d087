#pragma once

#include "app/views/frame_context.h"
#include "render/gl/keys.h"

namespace la {

// The way over the controls without a mouse. Tab and Shift+Tab go on and back, arrows change the
// focused control, Enter uses it or opens its text, Esc leaves. True if the key was used: then no
// shortcut sees it.
bool press_on_controls(const FrameContext& context, const KeyPress& key);

// The ring around the focused control, above everything; a click of the mouse ends it.
void focus_ring(const FrameContext& context);

}  // namespace la
