#pragma once

#include "app/views/frame_context.h"

namespace la {

// All keys, from the table of shortcuts, on top of everything: on one page where they can be read
// there, else on several.
void keys_page(const FrameContext& context);

// Any key or click: to the next page, and behind the last it closes.
void turn_keys_page(UiTemp& temp);

}  // namespace la
