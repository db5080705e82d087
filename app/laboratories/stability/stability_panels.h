#pragma once

#include <string>

#include "app/theory/theory.h"
#include "app/views/frame_context.h"
#include "render/flow/viewport.h"

namespace la {

// The panels of the stability laboratory, one file each.

// The newest row that was measured; null: none yet.
const StabilityRow* newest_row(const FrameContext& context);

// In the controls: vectors, window, twin, covariant vectors.
void stability_section(const FrameContext& context);
// The learning rate in large type, and its slider, which acts on the next step.
void rate_value(const FrameContext& context);
void rate_track(const FrameContext& context, float width);
// Multiplies it, within the slider.
void scale_rate(const FrameContext& context, double factor);

// On the input plane of a member: the boundary of its twin, dashed.
void twin_overlay(const FrameContext& context, int member, const Viewport& viewport,
                  const Rect& rect);

// Below the views: exponents, loss, distance of the twin.
void spectrum_panel(const FrameContext& context, const Rect& rect);
// Its plot, in an open panel; height 0: all there is.
void spectrum_plot(const FrameContext& context, float height);
void stability_loss_panel(const FrameContext& context, const Rect& rect);
void twin_panel(const FrameContext& context, const Rect& rect);

// Parts of the measures panel; plots have this height.
void exponent_rows(const FrameContext& context);
void edge_plot(const FrameContext& context, float height);
// Exponents over the learning rate, of a sweep that it can start, what early exponents foretell, or
// the map of two weights.
void explorer_part(const FrameContext& context, float height);
SweepSettings rate_sweep_settings();  // of that sweep
// Its plot alone, with a heading, where there is one: of a sweep the first run is done.
bool has_explorer_plot(const FrameContext& context);
void explorer_plot(const FrameContext& context, float height);
// Early exponents of many seeds against their loss at the end, with what either tells of it.
void foretell_part(const FrameContext& context, float height);
bool has_foretold(const FrameContext& context);        // there are dots
SweepSettings foretell_settings(const Snapshot& run);  // of the seeds' sweep
void two_weights_plot(const FrameContext& context, float height);
void covariant_part(const FrameContext& context, float height);

void stability_measures_panel(const FrameContext& context, const Rect& rect);
void stability_presentation_panel(const FrameContext& context, const Rect& rect);
std::string stability_sentence(const FrameContext& context);

// The page of formulas.
Theory stability_theory(const FrameContext& context);

}  // namespace la
