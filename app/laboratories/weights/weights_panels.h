#pragma once

#include "app/theory/theory.h"
#include "app/views/frame_context.h"
#include "render/flow/viewport.h"

namespace la {

// The panels of the weights laboratory, one file each.

// A network of three layers has no depth: nothing to refine, to look along or to sweep over.
bool has_no_depth(const Snapshot& run, std::size_t member);
inline constexpr const char* kNoDepth = "one hidden layer: it has no depth";

// In the controls: how many layers the network is shown with, and what the plots show.
void depth_section(const FrameContext& context);
// Its parts: "32 → 128 layers" in large type, and the slider.
void refined_layers(const FrameContext& context);
void refine_track(const FrameContext& context, float width);

// On the plane of a member: the paths of the refined network and of the ODE, and its accuracy.
void refined_overlay(const FrameContext& context, int member, const Viewport& viewport,
                     const Rect& rect, float below);

// Entries of a member's matrix over depth, as lines at three times and as a map.
void weights_lines_panel(const FrameContext& context, std::size_t member, const Rect& rect);
// The lines of A and B in one plot with a heading, in an open panel.
void weights_lines_plot(const FrameContext& context, float height);
void weights_map_panel(const FrameContext& context, std::size_t member, const Rect& rect);

// The menu in which entries of the lines' matrix are chosen; of A and B alike. Opened by
// open_entry_chooser(), in the same panel.
void open_entry_chooser();
void entry_chooser(const FrameContext& context, const Weights& weights, const std::string& name);

// Smoothness and its badge, the Lipschitz estimate over the steps, what refinement changes, and a
// sentence.
void weights_measures_panel(const FrameContext& context, const Rect& rect);
// Smoothness and refinement of a presentation, in large type.
void weights_presentation_panel(const FrameContext& context, const Rect& rect);

// Parts of the measures panel, plots over the steps of this height.
void lipschitz_plot(const FrameContext& context, float height);
void local_pl_plot(const FrameContext& context, float height);
// The largest jump over the number of layers: a dot for every run of a sweep, which it can start.
void layer_sweep_part(const FrameContext& context, float height);
bool has_layer_sweep(const FrameContext& context);             // it has begun
SweepSettings layer_sweep_settings(const Snapshot& snapshot);  // of that sweep

// What is seen of the refinement, in one line; empty without an observation.
std::string weights_sentence(const FrameContext& context);

// The page of formulas.
Theory weights_theory(const FrameContext& context);

}  // namespace la
