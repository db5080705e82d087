#include "app/laboratories/weights/weights_laboratory.h"

#include "app/laboratories/weights/weights_panels.h"
#include "app/panels/control_sections.h"
#include "app/panels/panels.h"

namespace la {

void WeightsLaboratory::sections(const FrameContext& context) const {
    depth_section(context);
    if (context.frozen()) {
        model_section(context);
    } else {
        run_sections(context);
    }
    show_section(context);
}

void WeightsLaboratory::show_views(const FrameContext& context, FlowViews& views,
                                   const Layout& layout) const {
    const int last = static_cast<int>(context.snapshot.members.size()) - 1;
    const auto overlay = [&context](int member) {
        return [&context, member](const Viewport& viewport, const Rect& rect, float below) {
            refined_overlay(context, member, viewport, rect, below);
        };
    };
    if (context.two_views()) {
        views.show(context, 0, layout.flow[0], overlay(0));
    }
    if (context.state.view == ViewKind::Sweep) {
        sweep_view(context, layout.flow[1]);
    } else {
        views.show(context, last, layout.flow[1], overlay(last));
    }
}

bool WeightsLaboratory::press(const FrameContext& context, const KeyPress& key) const {
    if (key.key != 'M' || key.modifiers != 0 || key.repeat) {
        return false;
    }
    const int before = context.state.weights.refine;
    context.state.weights.refine = (before + 1) % 3;  // one that has too many layers is lowered
    return true;
}

// A above B would leave neither room: each member has a column, lines above its map.
PlotsLayout WeightsLaboratory::plots_layout(bool pair) const {
    return {pair ? 300.0f : 190.0f, [pair](const Rect& area, float gap) {
                std::vector<Rect> columns = in_columns(area, 2, gap);
                if (!pair) {
                    return columns;
                }
                const float lines = std::floor(0.56f * (area.height() - gap));
                std::vector<Rect> out;
                for (const Rect& column : columns) {
                    const float middle = column.min.y + lines;
                    out.push_back({column.min, {column.max.x, middle}});
                    out.push_back({{column.min.x, middle + gap}, column.max});
                }
                return out;
            }};
}

void WeightsLaboratory::plots(const FrameContext& context, std::span<const Rect> rects) const {
    const std::size_t members = context.snapshot.members.size();
    for (std::size_t i = 0; i < rects.size(); ++i) {
        const std::size_t member = members == 2 ? i / 2 : 0;
        if (i % 2 == 0) {
            weights_lines_panel(context, member, rects[i]);
        } else {
            weights_map_panel(context, member, rects[i]);
        }
    }
}

void WeightsLaboratory::measures(const FrameContext& context, const Rect& rect) const {
    weights_measures_panel(context, rect);
}

void WeightsLaboratory::presentation_measures(const FrameContext& context, const Rect& rect) const {
    weights_presentation_panel(context, rect);
}

Theory WeightsLaboratory::theory(const FrameContext& context) const {
    return weights_theory(context);
}

StripContent WeightsLaboratory::presentation_strip(const FrameContext& context) const {
    return {[&] { refined_layers(context); }, [&](float width) { refine_track(context, width); },
            weights_sentence(context)};
}

std::optional<SweepSettings> WeightsLaboratory::own_sweep(const Snapshot& snapshot) const {
    if (has_no_depth(snapshot, snapshot.members.size() - 1)) {
        return std::nullopt;
    }
    return layer_sweep_settings(snapshot);
}

void WeightsLaboratory::add_measures(const UiState& state, ObserverRequest& request) const {
    request.views.smoothness = !state.views_only;
    request.views.refine = state.weights.factor();
    request.views.ode = state.weights.ode && state.view == ViewKind::Plane;
    request.views.folds = state.marks_folds();
}

}  // namespace la
