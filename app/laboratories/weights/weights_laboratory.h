#pragma once

#include "app/laboratories/laboratory.h"

namespace la {

// How the weights of a residual network vary over its layers, and whether the network is a flow
// that can be refined: many layers become a neural ODE (Marion, Wu, Sander, Biau,
// arXiv 2309.01213).
class WeightsLaboratory : public Laboratory {
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
    SetMeasures measures_of_the_run() const override { return {.weights = true}; }
    std::optional<SweepSettings> own_sweep(const Snapshot& snapshot) const override;
    void add_measures(const UiState& state, ObserverRequest& request) const override;
};

}  // namespace la
