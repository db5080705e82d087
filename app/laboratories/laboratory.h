#pragma once

#include <array>

#include "app/ui/layout.h"
#include "app/views/flow_views.h"
#include "app/views/frame_context.h"

namespace la {

// A laboratory is a page of the window: what a question about the training needs on screen. It
// gives the frame its sections of the controls, what stands in the place of the views, its plots
// and its measures, and says which measures the observer computes for them. App owns it and calls
// it once per frame, on the window's thread; it keeps nothing that a session does not (see
// UiState).
class Laboratory {
  public:
    virtual ~Laboratory() = default;

    // The sections of the controls, top to bottom, into the open panel of the controls.
    virtual void sections(const FrameContext& context) const = 0;

    // Titles, axes and notes on top of the canvases of `views` (ImGui only), or what stands in
    // their place. False from draws_views: the canvases are not drawn.
    virtual void show_views(const FrameContext& context, FlowViews& views,
                            const Layout& layout) const = 0;
    virtual bool draws_views(const UiState& state) const = 0;

    // Below the views and the scrubbers; not for a model, which has no steps.
    virtual void plots(const FrameContext& context, const std::array<Rect, 3>& rects) const = 0;

    // At the right of the views: in the window, and in large type in a presentation.
    virtual void measures(const FrameContext& context, const Rect& rect) const = 0;
    virtual void presentation_measures(const FrameContext& context, const Rect& rect) const = 0;

    // Adds to a request the measures that are on screen now.
    virtual void add_measures(const UiState& state, ObserverRequest& request) const = 0;
};

}  // namespace la
