#include <cmath>
#include <string>

#include "app/laboratories/stability/stability_curves.h"

namespace la {

namespace {

ImU32 mixed(const Palette& palette, float t) {
    return plot::to_colour(palette.accent + t * (palette.text_dim - palette.accent));
}

}  // namespace

const StabilityRow* newest_row(const FrameContext& context) {
    const StabilityRows* rows = context.snapshot.stability_rows.get();
    return rows && !rows->empty() ? &rows->back() : nullptr;
}

void spectrum_panel(const FrameContext& context, const Rect& rect) {
    context.ui.begin_panel("spectrum", rect);
    spectrum_plot(context, 0);
    context.ui.end_panel();
}

void spectrum_plot(const FrameContext& context, float height) {
    const Palette& palette = *context.theme().palette;
    const int window = context.snapshot.config->stability.window;
    const char* what =
        context.state.presentation ? "EXPONENTS" : "LYAPUNOV EXPONENTS PER STEP";  // it is narrow
    const std::string title = std::string(what) + ", OF " + std::to_string(window) + " STEPS";
    context.ui.heading(title.c_str());
    context.ui.tooltip(
        "Finite-time Lyapunov exponents: the mean of ln Rᵢᵢ over the window, where Q R is the "
        "tangent of each step times the vectors before it. The largest of B in full colour, the "
        "others of B fainter, the largest of A dashed. Above 0 a small difference grows: by exp(λ) "
        "per step (Sharafi, Martin, Hallerberg, arXiv 2405.00743)");
    StabilityCurves curves(context);
    if (!curves.empty()) {
        curves.add_level(0, "", plot::to_colour(palette.text_dim), false);
        const std::size_t b = context.snapshot.members.size() - 1;
        const std::size_t vectors = newest_row(context)->members[b].ftle.size();
        for (std::size_t k = vectors; k-- > 1;) {
            const float t = 0.35f + 0.5f * static_cast<float>(k) / static_cast<float>(vectors);
            curves.add(
                b, [k](const StabilityMeasures& m) { return k < m.ftle.size() ? m.ftle[k] : NAN; },
                {.colour = mixed(palette, t), .width = 1});
        }
        const auto first = [](const StabilityMeasures& m) {
            return m.ftle.empty() ? NAN : m.ftle[0];
        };
        for (std::size_t m = 0; m <= b; ++m) {
            plot::Series look = curves.look_of(m);
            look.name = !context.has_a() ? "λ₁" : context.snapshot.is_a(m) ? "λ₁ of A" : "λ₁ of B";
            look.width = 2;
            curves.add(m, first, look);
        }
        curves.draw("spectrum", height > 0 ? height : ImGui::GetContentRegionAvail().y,
                    plot::AxisScale::Linear, context.temp.plots.stability.spectrum,
                    plot::Corner::TopLeft);
    }
}

void stability_loss_panel(const FrameContext& context, const Rect& rect) {
    context.ui.begin_panel("stability_loss", rect);
    context.ui.heading("TRAINING LOSS");
    context.ui.tooltip("The loss over all training points, without the penalty");
    StabilityCurves curves(context);
    if (!curves.empty()) {
        curves.add_members([](const StabilityMeasures& m) { return m.loss; });
        curves.draw("stability_loss", ImGui::GetContentRegionAvail().y, plot::AxisScale::Log,
                    context.temp.plots.stability.loss, plot::Corner::TopRight);
    }
    context.ui.end_panel();
}

void twin_panel(const FrameContext& context, const Rect& rect) {
    context.ui.begin_panel("twin_run", rect);
    context.ui.heading("TWIN RUN  |θ' − θ|");
    context.ui.tooltip(
        "How far the twin is, which started next to the run and is trained by the same batches. "
        "While it is near, its logarithm grows by λ₁ per step");
    StabilityCurves curves(context);
    if (context.snapshot.config->stability.twin <= 0) {
        ImGui::PushFont(context.theme().fonts.small);
        ImGui::TextDisabled("tick \"twin\" to start one");
        ImGui::PopFont();
    } else if (!curves.empty()) {
        curves.add_members([](const StabilityMeasures& m) { return m.twin; });
        curves.draw("twin_run", ImGui::GetContentRegionAvail().y, plot::AxisScale::Log,
                    context.temp.plots.stability.twin, plot::Corner::BottomRight);
    }
    context.ui.end_panel();
}

void edge_plot(const FrameContext& context, float height) {
    const Palette& palette = *context.theme().palette;
    context.ui.heading("EDGE OF STABILITY  η λmax");
    context.ui.tooltip(
        "The learning rate times the largest curvature of the objective, with Adam's own scales "
        "where Adam trains. Above the line a step would diverge on a quadratic: 2, with momentum "
        "2(1 + μ), with Adam 2(1 + β₁)/(1 − β₁)");
    StabilityCurves curves(context);
    if (curves.empty()) {
        ImGui::Dummy({1, height});
        return;
    }
    curves.add_members([](const StabilityMeasures& m) { return m.edge; });
    const double limit = newest_row(context)->members.back().edge_limit;
    if (std::isfinite(limit)) {
        curves.add_level(limit, "", plot::to_colour(palette.warning), false);
    }
    curves.draw("edge", height, plot::AxisScale::Log, context.temp.plots.stability.edge,
                plot::Corner::None);
}

}  // namespace la
