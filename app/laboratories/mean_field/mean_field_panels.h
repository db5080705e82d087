#pragma once

#include <string>

#include "app/theory/theory.h"
#include "app/views/frame_context.h"
#include "render/gl/keys.h"

namespace la {

// The panels of the mean-field laboratory. All need a shallow run (FrameContext::shallow).

// The network of the large views.
std::size_t large_network(const FrameContext& context);
// The colour of a network everywhere on the page.
ImU32 colour_of_network(const Theme& theme, std::size_t network);
ImU32 text_colour_of_network(const Theme& theme, std::size_t network);  // dark enough for letters
std::string alpha_text(double alpha);
// "t = 20.0"
std::string time_text(const FrameContext& context);
// The part of the training points that the theory expects in the strip or, where their labels are
// wrong, on its other side: those are never satisfied.
inline double expected_unsatisfied(const ShallowSnapshot& run, double phi) {
    const double wrong = run.config->shallow.label_noise;
    return (1 - wrong) * phi + wrong;
}
// The time up to which curves are drawn: where the run is to stop, or beyond now.
double time_drawn(const ShallowSnapshot& run);

// In the controls: network, data, optimiser, what is drawn.
void mean_field_sections(const FrameContext& context);
// The alpha of the large views in large type, and its slider. A drag begins the run anew.
void alpha_value(const FrameContext& context);
void alpha_track(const FrameContext& context, float width);
// Multiplies it, as one edit.
void scale_alpha(const FrameContext& context, double factor);

// The training points and the strip of unsatisfied ones.
void data_plane(const FrameContext& context, const Rect& rect);
// The nodes of a network, (a, w_par). `small`: without axes and words.
void node_plane(const FrameContext& context, std::size_t network, const Rect& rect, bool small);

void shallow_scrubber(const FrameContext& context, const Rect& rect);
void gamma_panel(const FrameContext& context, const Rect& rect);
void phi_panel(const FrameContext& context, const Rect& rect);
// The plot of gamma, in an open panel; height 0: all there is.
void gamma_plot(const FrameContext& context, float height);

// Correlation of a and w_par, a bar for every network with the theory's tick.
void rich_or_lazy(const FrameContext& context);
// When a point was satisfied, over its distance from the line.
void saturation_plot(const FrameContext& context, float height);
// phi sqrt(t), which tends to one number.
void slowing_plot(const FrameContext& context, float height);
// Errors on training and on fresh points.
void error_plot(const FrameContext& context, float height);

void mean_field_measures_panel(const FrameContext& context, const Rect& rect);
void mean_field_presentation_panel(const FrameContext& context, const Rect& rect);
// What is seen, in numbers and in one line.
std::string mean_field_sentence(const FrameContext& context);

// The page of formulas.
Theory mean_field_theory(const FrameContext& context);

}  // namespace la
