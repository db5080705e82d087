#pragma once

#include "app/views/frame_context.h"
#include "render/gl/keys.h"

namespace la {

// The palette: what has a name, found by a few of its letters. Controls, presets, data sets,
// lessons and actions; Enter uses, opens or goes to one.

void palette_panel(const FrameContext& context);  // on top of everything, while it is open
// While it is open, arrows choose, Enter takes, Esc closes. True if used.
bool press_in_palette(const FrameContext& context, const KeyPress& key);

}  // namespace la
