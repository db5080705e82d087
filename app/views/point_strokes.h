#pragma once

#include "app/views/frame_context.h"

namespace la {

// In a flow view while the user draws points: applies the mouse to the points, and shows the brush
// and the points that the observer has not seen yet. Sends EditPoints.
void draw_points(const FrameContext& context, const Viewport& view, const Rect& rect);

}  // namespace la
