#pragma once

#include "app/laboratories/laboratory.h"

namespace la {

// The flow of the points through the network: how far the layers move them, and what the
// least-action weight does to that (arXiv 2009.08372).
class FlowLaboratory : public Laboratory {
  public:
    void sections(const FrameContext& context) const override;
    void show_views(const FrameContext& context, FlowViews& views,
                    const Layout& layout) const override;
    bool draws_views(const UiState& state) const override { return state.view != ViewKind::Sweep; }
    PlotsLayout plots_layout(bool pair) const override;
    void plots(const FrameContext& context, std::span<const Rect> rects) const override;
    void measures(const FrameContext& context, const Rect& rect) const override;
    void presentation_measures(const FrameContext& context, const Rect& rect) const override;
    MeasuresPlace presentation_place() const override { return MeasuresPlace::Row; }
    Theory theory(const FrameContext& context) const override;
    StripContent presentation_strip(const FrameContext& context) const override;
    void add_measures(const UiState& state, ObserverRequest& request) const override;
};

}  // namespace la
