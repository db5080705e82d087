#pragma once

#include <span>

#include "app/theory/theory.h"
#include "app/views/frame_context.h"

namespace la {

// The panels of the flow laboratory, one file each.

// Three plots over the steps, each of a quantity that the user chooses.
void curves_panel(const FrameContext& context, std::span<const Rect> rects);

// Bars over the layers, gauges, the energy map, the chain A >= D >= W2^2 and a sentence.
void measures_panel(const FrameContext& context, const Rect& rect);
// The measures of a presentation: the action of each network as a bar, below its view.
void presentation_measures_panel(const FrameContext& context, const Rect& rect);

// Part of the measures panel: E_k of every layer over the steps, as a heat map of this height.
void energy_map_part(const FrameContext& context, float height);

// The page of formulas.
Theory flow_theory(const FrameContext& context);

}  // namespace la
