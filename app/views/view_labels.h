#pragma once

#include <array>

#include "app/views/flow_scenes.h"
#include "app/views/frame_context.h"
#include "render/flow/viewport.h"

namespace la {

inline constexpr float kAxisText = 0.75f;  // opacity of the numbers along a view, over its field

// Text on a flow view, drawn into the current ImGui window; `rect` is the view, in pixels.

// Numbers along the lower and the left edge.
void view_axes(const FrameContext& context, const Rect& rect, const Viewport& view);

// Legend of the classes, in the lower right corner.
void view_legend(const FrameContext& context, const Rect& rect);

// Name, lambda and measures of a member, from height `top` down. Returns the height below them.
float view_caption(const FrameContext& context, int member, const Rect& rect, float top);

// Notes on the picture at the right edge, such as points outside the frame. `folds`: marked folds
// of A and B.
void view_notes(const FrameContext& context, int member, const Rect& rect,
                const std::array<const FoldMarks*, 2>& folds);

}  // namespace la
