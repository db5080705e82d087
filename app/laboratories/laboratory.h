#pragma once

#include <optional>
#include <span>

#include "app/panels/panels.h"
#include "app/theory/theory.h"
#include "app/ui/layout.h"
#include "app/views/flow_views.h"
#include "app/views/frame_context.h"
#include "render/gl/keys.h"

namespace la {

// A laboratory is a page of the window: what one question about the training needs on screen. It
// supplies sections of the controls, the views or their replacement, plots and measures, and
// chooses the measures that the observer computes for them. App owns it and calls it once per
// frame, on the window's thread. It has no state beyond what a session keeps (see UiState).
class Laboratory {
  public:
    virtual ~Laboratory() = default;

    // Draws the sections of the controls, top to bottom, into their open panel.
    virtual void sections(const FrameContext& context) const = 0;

    // Draws titles, axes and notes on top of the canvases of `views` (ImGui only), or a panel in
    // their place. If draws_views is false, the canvases are not drawn.
    virtual void show_views(const FrameContext& context, FlowViews& views,
                            const Layout& layout) const = 0;
    virtual bool draws_views(const UiState& state) const = 0;
    // Whether the views have two places, side by side.
    virtual bool side_by_side(const Snapshot& snapshot, const UiState& state) const {
        return two_views(snapshot, state);
    }

    // The run that takes steps while the laboratory is open.
    virtual RunKind run() const { return RunKind::Residual; }

    // The scrubbers below the views.
    virtual void scrubbers(const FrameContext& context, const Rect& rect) const {
        depth_panel(context, rect);
    }

    // The line below the views of a picture, and what the status line says of the run.
    virtual void caption(const FrameContext& context, const Rect& rect) const {
        caption_panel(context, rect);
    }
    virtual RunTexts run_texts(const FrameContext& context) const {
        return residual_run_texts(context);
    }

    // Uses a key that means something else here, or nothing; false: it means what it always does.
    virtual bool press(const FrameContext& /*context*/, const KeyPress& /*key*/) const {
        return false;
    }

    // Plots below the views and the scrubbers, in the places of `plots_layout`; not called for a
    // model, which has no steps. `pair`: A and B are there.
    virtual PlotsLayout plots_layout(bool pair) const = 0;
    virtual void plots(const FrameContext& context, std::span<const Rect> rects) const = 0;

    // Measures at the right of the views; in large type in a presentation, there or below them.
    virtual void measures(const FrameContext& context, const Rect& rect) const = 0;
    virtual void presentation_measures(const FrameContext& context, const Rect& rect) const = 0;
    virtual MeasuresPlace presentation_place() const { return MeasuresPlace::Column; }

    // Its formulas, with the numbers of now.
    virtual Theory theory(const FrameContext& context) const = 0;

    // The strip below the views of a presentation.
    virtual StripContent presentation_strip(const FrameContext& context) const = 0;

    // The sweep that the laboratory plots beside its views; none: it has none.
    virtual std::optional<SweepSettings> own_sweep(const Snapshot& /*snapshot*/) const {
        return std::nullopt;
    }

    // What the training is to log while the laboratory is open.
    virtual SetMeasures measures_of_the_run() const { return {}; }

    // Adds to a request the measures that are on screen now.
    virtual void add_measures(const UiState& state, ObserverRequest& request) const = 0;
};

}  // namespace la
