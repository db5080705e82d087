#pragma once

#include "app/laboratories/laboratory.h"

namespace la {

// A shallow network trained with the hinge loss inside its own theory: mean-field equations say
// where its nodes and its unsatisfied points are before it is trained (Pellegrini, Biroli,
// arXiv 2006.11209). It shows the shallow run; the residual one waits meanwhile.
class MeanFieldLaboratory : public Laboratory {
  public:
    void sections(const FrameContext& context) const override;
    void show_views(const FrameContext& context, FlowViews& views,
                    const Layout& layout) const override;
    bool draws_views(const UiState&) const override { return false; }
    bool side_by_side(const Snapshot&, const UiState&) const override { return true; }
    RunKind run() const override { return RunKind::Shallow; }
    void scrubbers(const FrameContext& context, const Rect& rect) const override;
    void caption(const FrameContext& context, const Rect& rect) const override;
    RunTexts run_texts(const FrameContext& context) const override;
    bool press(const FrameContext& context, const KeyPress& key) const override;
    PlotsLayout plots_layout(bool pair) const override;
    void plots(const FrameContext& context, std::span<const Rect> rects) const override;
    void measures(const FrameContext& context, const Rect& rect) const override;
    void presentation_measures(const FrameContext& context, const Rect& rect) const override;
    Theory theory(const FrameContext& context) const override;
    StripContent presentation_strip(const FrameContext& context) const override;
    void add_measures(const UiState&, ObserverRequest&) const override {}
};

}  // namespace la
