#pragma once

#include "app/views/frame_context.h"

namespace la {

// For a flow view while the user draws points: turns the mouse into EditPoints commands, and shows
// the brush and the points that the observer has not delivered yet.
void draw_points(const FrameContext& context, const Viewport& view, const Rect& rect);

}  // namespace la
