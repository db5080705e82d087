#pragma once

#include "app/theory/theory.h"
#include "app/views/frame_context.h"
#include "render/gl/keys.h"

namespace la {

// In the place of the views, while TheoryUi::open: formulas with the live numbers of the networks,
// links to the papers, and a sketch to move by hand.
void theory_page(const FrameContext& context, const Rect& rect, const Theory& theory);

// A column for every network of the observation: A grey, B in the accent colour, as its curves.
std::vector<TheoryColumn> columns_of_members(const FrameContext& context);

// Part of it: two points' paths with their action, displacement and transport, in this rectangle.
void path_sketch(const FrameContext& context, const Rect& rect);

// Esc leaves the page. True if the key was used.
bool press_in_theory(const FrameContext& context, const KeyPress& key);

}  // namespace la
