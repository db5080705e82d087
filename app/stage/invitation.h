#pragma once

#include "app/views/frame_context.h"

namespace la {

// The first seconds of somebody who has never moved lambda: the training begins slowly enough to be
// followed, a line says what both networks try and what B pays for, and then an arrow invites to
// drag lambda. Gone with the first move of it, for good.

// Whether the line is shown now; it has the place of a caption.
bool invites(const FrameContext& context);
void update_invitation(const FrameContext& context, float seconds);
void invitation_line(const FrameContext& context, const Rect& rect);
// The arrow beside the slider.
void invitation_arrow(const FrameContext& context);

}  // namespace la
