#pragma once

#include "app/views/frame_context.h"

namespace la {

// Values of one input: in the place of the plane and of the input plane, the values over the input
// and the curve that the network fits to them, with that of its twin.
bool shows_fit(const FrameContext& context);

// Draws it into an open panel, below `top` (ImGui only).
void fit_view(const FrameContext& context, int member, const Rect& rect, float top);

}  // namespace la
