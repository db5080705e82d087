#include "app/laboratories/flow/flow_laboratory.h"

#include "app/laboratories/flow/flow_panels.h"
#include "app/panels/control_sections.h"
#include "app/panels/panels.h"

namespace la {

void FlowLaboratory::sections(const FrameContext& context) const {
    if (context.frozen()) {
        model_section(context);
    } else {
        run_sections(context);
    }
    show_section(context);
}

void FlowLaboratory::show_views(const FrameContext& context, FlowViews& views,
                                const Layout& layout) const {
    const int last = static_cast<int>(context.snapshot.members.size()) - 1;
    if (context.two_views()) {
        views.show(context, 0, layout.flow[0]);
    }
    if (context.state.view == ViewKind::Sweep) {
        sweep_view(context, layout.flow[1]);
    } else {
        views.show(context, last, layout.flow[1]);
    }
}

PlotsLayout FlowLaboratory::plots_layout(bool /*pair*/) const {
    return {190, [](const Rect& area, float gap) { return in_columns(area, 3, gap); }};
}

void FlowLaboratory::plots(const FrameContext& context, std::span<const Rect> rects) const {
    curves_panel(context, rects);
}

void FlowLaboratory::measures(const FrameContext& context, const Rect& rect) const {
    measures_panel(context, rect);
}

void FlowLaboratory::presentation_measures(const FrameContext& context, const Rect& rect) const {
    presentation_measures_panel(context, rect);
}

Theory FlowLaboratory::theory(const FrameContext& context) const {
    return flow_theory(context);
}

StripContent FlowLaboratory::presentation_strip(const FrameContext& context) const {
    return {[&] { lambda_value(context.theme(), context.snapshot.members.back().lambda); },
            [&](float width) { lambda_track(context, width); }, context.temp.sentence.text()};
}

// Measures that only some views show are computed only for those.
void FlowLaboratory::add_measures(const UiState& state, ObserverRequest& request) const {
    const bool panels = !state.presentation && !state.views_only;
    const auto open = [&](LayerMeasure measure) { return panels && state.measure == measure; };
    request.views.layer_transport = open(LayerMeasure::Energy);
    request.views.alignment = open(LayerMeasure::Cosine);
    request.views.folds = open(LayerMeasure::Folds) || state.marks_folds();
    request.views.stretch = open(LayerMeasure::Stretch);
}

}  // namespace la
