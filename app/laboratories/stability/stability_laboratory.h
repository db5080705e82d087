#pragma once

#include "app/laboratories/laboratory.h"

namespace la {

// Training as a dynamical system: Lyapunov exponents of its tangent vectors, a twin that starts
// next to the run, the edge of stability (Sharafi, Martin, Hallerberg, arXiv 2405.00743; regular
// and chaotic training over the learning rate: Danovski, Soriano, Lacasa, arXiv 2404.05782).
class StabilityLaboratory : public Laboratory {
  public:
    void sections(const FrameContext& context) const override;
    void show_views(const FrameContext& context, FlowViews& views,
                    const Layout& layout) const override;
    bool draws_views(const UiState& state) const override { return state.view != ViewKind::Sweep; }
    bool press(const FrameContext& context, const KeyPress& key) const override;
    PlotsLayout plots_layout(bool pair) const override;
    void plots(const FrameContext& context, std::span<const Rect> rects) const override;
    void measures(const FrameContext& context, const Rect& rect) const override;
    void presentation_measures(const FrameContext& context, const Rect& rect) const override;
    Theory theory(const FrameContext& context) const override;
    StripContent presentation_strip(const FrameContext& context) const override;
    SetMeasures measures_of_the_run() const override { return {.stability = true}; }
    std::optional<SweepSettings> own_sweep(const Snapshot& snapshot) const override;
    void add_measures(const UiState& state, ObserverRequest& request) const override;
};

}  // namespace la
