#include "app/laboratories/stability/stability_laboratory.h"

#include <cmath>

#include "app/laboratories/stability/stability_panels.h"
#include "app/panels/control_sections.h"
#include "app/panels/panels.h"

namespace la {

void StabilityLaboratory::sections(const FrameContext& context) const {
    if (context.frozen()) {
        model_section(context);
    } else {
        stability_section(context);
        run_sections(context);
    }
    show_section(context);
}

void StabilityLaboratory::show_views(const FrameContext& context, FlowViews& views,
                                     const Layout& layout) const {
    const int last = static_cast<int>(context.snapshot.members.size()) - 1;
    const auto overlay = [&context](int member) {
        return [&context, member](const Viewport& viewport, const Rect& rect, float /*below*/) {
            twin_overlay(context, member, viewport, rect);
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

bool StabilityLaboratory::press(const FrameContext& context, const KeyPress& key) const {
    constexpr double kNotch = 1.2589254117941673;  // a tenth of a decade
    if (key.modifiers != 0 || context.frozen() || (key.key != kKeyUp && key.key != kKeyDown)) {
        return false;
    }
    scale_rate(context, key.key == kKeyUp ? kNotch : 1 / kNotch);
    return true;
}

// The exponents over the whole width, loss and twin below them.
PlotsLayout StabilityLaboratory::plots_layout(bool /*pair*/) const {
    return {350, [](const Rect& area, float gap) {
                const float middle = area.min.y + std::floor(0.52f * (area.height() - gap));
                std::vector<Rect> out = in_columns({{area.min.x, middle + gap}, area.max}, 2, gap);
                out.insert(out.begin(), {area.min, {area.max.x, middle}});
                return out;
            }};
}

void StabilityLaboratory::plots(const FrameContext& context, std::span<const Rect> rects) const {
    spectrum_panel(context, rects[0]);
    stability_loss_panel(context, rects[1]);
    twin_panel(context, rects[2]);
}

void StabilityLaboratory::measures(const FrameContext& context, const Rect& rect) const {
    stability_measures_panel(context, rect);
}

void StabilityLaboratory::presentation_measures(const FrameContext& context,
                                                const Rect& rect) const {
    stability_presentation_panel(context, rect);
}

Theory StabilityLaboratory::theory(const FrameContext& context) const {
    return stability_theory(context);
}

StripContent StabilityLaboratory::presentation_strip(const FrameContext& context) const {
    return {[&] { rate_value(context); }, [&](float width) { rate_track(context, width); },
            stability_sentence(context)};
}

// Of the paper's own network: what the exponents of many seeds foretell.
std::optional<SweepSettings> StabilityLaboratory::own_sweep(const Snapshot& snapshot) const {
    return snapshot.config->network.kind == NetworkKind::ThreeLayer ? foretell_settings(snapshot)
                                                                    : rate_sweep_settings();
}

void StabilityLaboratory::add_measures(const UiState& state, ObserverRequest& request) const {
    request.views.covariant = !state.views_only && !state.presentation;
    request.views.folds = state.marks_folds();
    if (state.view == ViewKind::Input && !request.views.fields.empty()) {
        request.views.twin = request.views.fields.front();
    }
}

}  // namespace la
