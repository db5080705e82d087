#include <array>
#include <cmath>
#include <cstdio>
#include <span>
#include <vector>

#include "app/laboratories/flow/flow_panels.h"
#include "app/readouts/live_sentence.h"
#include "render/plot/bar_plot.h"
#include "render/plot/number.h"

namespace la {

namespace {

// One plot over the layers.
struct Bars {
    const char* y_label;
    plot::AxisScale scale;
    int first;  // number of the first bar
    const char* mark_name = "";
    const char* part_name = "";
};

Bars bars_of(LayerMeasure measure) {
    switch (measure) {
        case LayerMeasure::Cosine:
            return {"cos(rₖ, -∂loss/∂xₖ), mean", plot::AxisScale::Linear, 1};
        case LayerMeasure::Folds:
            return {"points with det(I + ∂rₖ/∂x) < 0", plot::AxisScale::Linear, 1};
        case LayerMeasure::Stretch:
            return {"σ_max(∂xₖ/∂x₀), median", plot::AxisScale::Log, 0, "largest"};
        case LayerMeasure::Energy:
            break;
    }
    return {"Eₖ  (squared data units)", plot::AxisScale::Log, 1, "", "optimal part W₂²"};
}

plot::BarSeries series_of(LayerMeasure measure, const MemberObservation& m) {
    switch (measure) {
        case LayerMeasure::Cosine:
            return {.values = m.alignment ? std::span<const double>(m.alignment->cosine)
                                          : std::span<const double>()};
        case LayerMeasure::Folds:
            return {.values = m.folds ? std::span<const double>(m.folds->fraction)
                                      : std::span<const double>()};
        case LayerMeasure::Stretch:
            if (!m.stretch) {
                return {};
            }
            return {.values = m.stretch->median, .marks = m.stretch->largest};
        case LayerMeasure::Energy:
            break;
    }
    return {.values = m.metrics.energy,
            .parts = m.layer_transport ? std::span<const double>(m.layer_transport->w2_squared)
                                       : std::span<const double>()};
}

void layer_bars(const FrameContext& context, LayerMeasure measure, float height,
                bool parts = true) {
    const Palette& palette = *context.theme().palette;
    const Bars bars = bars_of(measure);
    std::vector<plot::BarSeries> series;
    const auto& members = context.observation->members;
    for (std::size_t m = 0; m < members.size(); ++m) {
        const bool is_a = members.size() == 2 && m == 0;
        series.push_back(series_of(measure, members[m]));
        series.back().name = context.name_of(m);
        series.back().colour = plot::to_colour(is_a ? palette.series_a : palette.accent);
    }
    plot::BarPlot plot;
    plot.x_label = "layer";
    plot.y.label = bars.y_label;
    plot.y.scale = bars.scale;
    if (measure == LayerMeasure::Cosine) {
        plot.y.limits = {-1, 1};
    } else if (measure == LayerMeasure::Folds) {
        plot.y.limits = {0, 1};
    }
    plot.first = bars.first;
    plot.mark_name = bars.mark_name;
    plot.part_name = parts ? bars.part_name : "";
    plot.series = series;
    plot::PlotState& state = context.temp.plots.per_layer[static_cast<std::size_t>(measure)];
    plot::draw_bar_plot("per layer", {ImGui::GetContentRegionAvail().x, height}, plot,
                        context.theme().plot_style(), &state);
    context.temp.plots.places.push_back(context.ui.add_plot("plot.per_layer", state));
}

constexpr const char* kEnergyHelp =
    "Eₖ = mean |rₖ|², how far layer k moves the training points, squared. The solid part is what "
    "an "
    "optimal map between the clouds before and after the layer would need, "
    "W₂²(xₖ, xₖ₊₁) ≤ Eₖ, exact, of a subsample";

// A presentation has room for the energies only.
void energy_bars(const FrameContext& context, float height) {
    context.ui.heading("KINETIC ENERGY PER LAYER");
    context.ui.tooltip("Eₖ = mean |rₖ|², how far layer k moves the training points, squared");
    layer_bars(context, LayerMeasure::Energy, height, false);
}

// The bars over the layers, of the measure chosen by tabs.
void chosen_bars(const FrameContext& context, float height) {
    static constexpr std::array<const char*, 4> kLabels{"energy", "cosine", "folds", "stretch"};
    static constexpr std::array<const char*, 4> kHelp{
        kEnergyHelp,
        "Does layer k step down the loss? The cosine between rₖ(xₖ) and -∂loss/∂xₖ, mean over "
        "the "
        "training points that have both: 1 straight down, 0 across, -1 up",
        "The fraction of the training points at which layer k turns the plane inside out: "
        "det(I + ∂rₖ/∂x) < 0",
        "How far the first k layers pull neighbours apart: the largest singular value of "
        "∂xₖ/∂x₀, "
        "median over the training points, and the largest of all"};
    context.ui.heading("PER LAYER");
    const int now = static_cast<int>(context.state.measure);
    context.ui.tooltip(kHelp[static_cast<std::size_t>(now)]);
    if (const auto chosen = context.ui.tabs("per_layer", now, kLabels, kHelp)) {
        context.state.measure = static_cast<LayerMeasure>(*chosen);
    }
    layer_bars(context, context.state.measure, height);
}

void gauge_bar(const FrameContext& context, const char* who, double value, ImU32 colour) {
    const Theme& theme = context.theme();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float number = theme.px(52);
    const float width = ImGui::GetContentRegionAvail().x - number;
    const float thick = theme.px(7);
    const float y = at.y + theme.px(4);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled({at.x, y}, {at.x + width, y + thick},
                       theme.colour(theme.palette->panel_border), thick / 2);
    const float full = width * static_cast<float>(std::clamp(value, 0.0, 1.0));
    if (full > 1) {
        draw.AddRectFilled({at.x, y}, {at.x + full, y + thick}, colour, std::min(thick, full) / 2);
    }
    char text[24];
    std::snprintf(text, sizeof text, "%s %.2f", who, value);
    const float size = Fonts::kSmall * theme.scale;
    draw.AddText(theme.fonts.small, size, {at.x + width + theme.px(10), at.y},
                 theme.colour(theme.palette->text), text);
    ImGui::Dummy({width, theme.px(15)});
}

void gauge(const FrameContext& context, const char* label, double TransportGauges::*value,
           const char* tip) {
    const Palette& palette = *context.theme().palette;
    ImGui::PushFont(context.theme().fonts.small);
    ImGui::TextUnformatted(label);
    ImGui::PopFont();
    context.ui.tooltip(tip);
    const auto& members = context.observation->members;
    for (std::size_t m = 0; m < members.size(); ++m) {
        const bool is_a = members.size() == 2 && m == 0;
        gauge_bar(context, context.frozen() && members.size() == 1 ? "" : context.name_of(m),
                  members[m].gauges ? (*members[m].gauges).*value : 0,
                  plot::to_colour(is_a ? palette.series_a : palette.accent));
    }
    ImGui::Dummy({0, context.theme().px(1)});
}

void gauges(const FrameContext& context) {
    context.ui.heading("HOW CLOSE TO LEAST ACTION");
    gauge(context, "straightness  S = D / A", &TransportGauges::straightness,
          "1 if every point goes straight and at constant speed");
    gauge(context, "optimality  O = W₂² / D", &TransportGauges::optimality,
          "1 if no other pairing of the first and the last cloud is shorter in the mean square");
    gauge(context, "efficiency  S · O = W₂² / A", &TransportGauges::efficiency,
          "1 on the geodesic between what the network receives and what it gives out");
}

// A >= D >= W2^2, per network, all from one subsample.
void chain_table(const FrameContext& context) {
    const auto& members = context.observation->members;
    const TransportGauges* any = members.back().gauges.get();
    if (!any) {
        return;
    }
    context.ui.heading("ACTION  A ≥ D ≥ W₂²");
    const float left = ImGui::GetCursorPosX();
    const float width = ImGui::GetContentRegionAvail().x;
    const auto column = [&](int i) {
        return left + width * (0.16f + 0.29f * static_cast<float>(i));
    };
    ImGui::PushFont(context.theme().fonts.small);
    const char* heads[] = {"action A", "displacement D", "W₂²"};
    ImGui::TextDisabled(" ");
    for (int i = 0; i < 3; ++i) {
        ImGui::SameLine(column(i));
        ImGui::TextDisabled("%s", heads[i]);
    }
    ImGui::PopFont();
    for (std::size_t m = 0; m < members.size(); ++m) {
        if (!members[m].gauges) {
            continue;
        }
        const TransportGauges& g = *members[m].gauges;
        ImGui::TextUnformatted(context.name_of(m));
        const double values[] = {g.action, g.displacement, g.w2_squared};
        for (int i = 0; i < 3; ++i) {
            ImGui::SameLine(column(i));
            ImGui::TextUnformatted(plot::compact(values[i]).c_str());
        }
    }
    ImGui::PushFont(context.theme().fonts.small);
    ImGui::TextDisabled("exact, from the same %d of %d training points", any->subsample.points,
                        any->subsample.of);
    ImGui::PopFont();
}

}  // namespace

namespace {

// A network's name and its action, in large type.
void action_line(const FrameContext& context, const char* who, double action, glm::vec4 colour) {
    const Theme& theme = context.theme();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const std::string text = plot::compact(action);
    const float size = theme.px(Fonts::kTitle);
    const float width = theme.fonts.title->CalcTextSizeA(size, 1e9f, 0, text.c_str()).x;
    const float right = at.x + ImGui::GetContentRegionAvail().x;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddText(theme.fonts.title, size, at, theme.colour(colour), who);
    draw.AddText(theme.fonts.title, size, {right - width, at.y}, theme.colour(colour),
                 text.c_str());
    ImGui::Dummy({1, theme.px(22)});
}

}  // namespace

void presentation_measures_panel(const FrameContext& context, const Rect& rect) {
    const Theme& theme = context.theme();
    context.ui.begin_panel("stage_measures", rect);
    if (context.observation) {
        const float fixed = theme.px(context.has_a() ? 344 : 256);
        energy_bars(context, std::max(theme.px(90), rect.height() - fixed));
        context.ui.heading("ACTION  A = L Σ Eₖ");
        const auto& members = context.observation->members;
        if (members.size() == 2) {
            action_line(context, "A", members.front().metrics.action, theme.palette->text_dim);
        }
        action_line(context, context.name_of(members.size() - 1), members.back().metrics.action,
                    theme.palette->accent);
        gauges(context);
    }
    context.ui.end_panel();
}

void measures_panel(const FrameContext& context, const Rect& rect) {
    const Theme& theme = context.theme();
    context.ui.begin_panel("measures", rect);
    if (context.observation) {
        // The gauges and the table have fixed heights; the bars take the rest.
        const float map = context.frozen() ? 0 : theme.px(128);
        const float fixed = theme.px(context.has_a() ? 422 : 350) + map;
        chosen_bars(context, std::max(theme.px(120), rect.height() - fixed));
        gauges(context);
        if (!context.frozen()) {
            energy_map_part(context, map);
        }
        chain_table(context);
        const std::string sentence = live_sentence(context.observation);
        ImGui::Dummy({0, theme.px(2)});
        const bool bad = context.displayed().status == Status::Diverged;
        ImGui::PushStyleColor(ImGuiCol_Text,
                              theme.colour(bad ? theme.palette->error : theme.palette->accent));
        ImGui::TextUnformatted(sentence.c_str());
        ImGui::PopStyleColor();
    }
    context.ui.end_panel();
}

}  // namespace la
