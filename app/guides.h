#pragma once

#include <functional>
#include <optional>

#include "app/ui/layout.h"
#include "app/views/frame_context.h"
#include "render/gl/keys.h"

namespace la {

// What guides through the window: demonstrations, lessons, the palette, the invitation to the first
// drag. App calls each once per frame.

// Moves controls by themselves. `own_sweep`: of the laboratory that is open.
void update_guides(const FrameContext& context, float seconds,
                   const std::function<std::optional<SweepSettings>()>& own_sweep);

// Tooltips and the pointer go when the mouse rests: it is where the speaker's hand is.
void watch_pointer(const FrameContext& context);

// Room in the layout for what is open.
Beside beside_the_views(const UiTemp& temp);
void make_room_for_guides(const FrameContext& context, Layout& layout);

// A key that the guides use before anything else does. True if it was used.
bool press_in_guides(const FrameContext& context, const KeyPress& key);

// The drawer and the caption, in their places; over everything, what points and covers.
void guide_panels(const FrameContext& context, const Layout& layout);
void guide_overlays(const FrameContext& context, const Layout& layout);

}  // namespace la
