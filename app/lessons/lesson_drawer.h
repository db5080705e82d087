#pragma once

#include "app/views/frame_context.h"

namespace la {

// The drawer of the lessons: their list, or the card of the one that has been begun.
void lesson_drawer(const FrameContext& context, const Rect& rect);

// The ring around the control that the card means, over everything but the views and the drawer.
void lesson_ring(const FrameContext& context, const Layout& layout);

}  // namespace la
