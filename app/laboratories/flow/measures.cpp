#include <array>
#include <cmath>
#include <cstdio>
#include <span>
#include <vector>

#include "app/laboratories/flow/flow_panels.h"
#include "app/readouts/least_action.h"
#include "app/ui/hit_area.h"
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

// The title of the bars of energy: a click on it opens its formula.
void energy_symbol(const FrameContext& context, const ImVec4& title) {
    const ImVec2 cursor = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({title.x, title.y});
    if (hit_area("symbol.E", {title.z - title.x, title.w - title.y}) ||
        context.ui.controls().used("symbol.E")) {
        context.temp.theory.show("E");
    }
    context.ui.controls().add_last_item("symbol.E");
    context.ui.add_stop("symbol.E");
    context.ui.tooltip_of("symbol.E", "Eₖ = mean |rₖ|², and what follows from it");
    if (ImGui::IsItemHovered()) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    }
    ImGui::SetCursorScreenPos(cursor);
}

void layer_bars(const FrameContext& context, LayerMeasure measure, float height) {
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
    plot.part_name = bars.part_name;
    plot.series = series;
    plot::PlotState& state = context.temp.plots.per_layer[static_cast<std::size_t>(measure)];
    const plot::PlotPart* title = state.part("title");
    if (measure == LayerMeasure::Energy && title && title->rect.z > title->rect.x) {
        energy_symbol(context, title->rect);  // before the plot, which takes the mouse otherwise
    }
    plot::draw_bar_plot("per layer", {ImGui::GetContentRegionAvail().x, height}, plot,
                        context.theme().plot_style(), &state);
    context.temp.plots.places.push_back(context.ui.add_plot("plot.per_layer", state));
}

constexpr const char* kEnergyHelp =
    "Eₖ = mean |rₖ|², how far layer k moves the training points, squared. The solid part is what "
    "an "
    "optimal map between the clouds before and after the layer would need, "
    "W₂²(xₖ, xₖ₊₁) ≤ Eₖ, exact, of a subsample";

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
    const std::string text = std::string(who) + " " + ratio_text(value);
    const float size = Fonts::kSmall * theme.scale;
    draw.AddText(theme.fonts.small, size, {at.x + width + theme.px(10), at.y},
                 theme.colour(theme.palette->text), text.c_str());
    ImGui::Dummy({width, theme.px(15)});
}

double straightness(const MemberObservation& of) {
    return least_action_of(of).straightness;
}
double optimality(const MemberObservation& of) {
    return least_action_of(of).optimality.value_or(0);
}
double efficiency(const MemberObservation& of) {
    return straightness(of) * optimality(of);
}

// Words that open the page of formulas at this symbol.
void symbol_link(const FrameContext& context, const char* symbol, const char* label,
                 const char* tip) {
    ImGui::PushFont(context.theme().fonts.small);
    if (context.ui.link((std::string("symbol.") + symbol).c_str(), label, tip)) {
        context.temp.theory.show(symbol);
    }
    ImGui::PopFont();
}

struct Gauge {
    const char* label;
    const char* symbol;  // of its formula; null: it has none
    double (*value)(const MemberObservation&);
    const char* tip;
};

void gauge(const FrameContext& context, const Gauge& of) {
    const Palette& palette = *context.theme().palette;
    if (of.symbol) {
        symbol_link(context, of.symbol, of.label, of.tip);
    } else {
        ImGui::PushFont(context.theme().fonts.small);
        ImGui::TextUnformatted(of.label);
        ImGui::PopFont();
        context.ui.tooltip(of.tip);
    }
    const auto& members = context.observation->members;
    for (std::size_t m = 0; m < members.size(); ++m) {
        const bool is_a = members.size() == 2 && m == 0;
        gauge_bar(context, context.frozen() && members.size() == 1 ? "" : context.name_of(m),
                  of.value(members[m]), plot::to_colour(is_a ? palette.series_a : palette.accent));
    }
    ImGui::Dummy({0, context.theme().px(1)});
}

void gauges(const FrameContext& context) {
    const ImVec2 top = ImGui::GetCursorScreenPos();
    context.ui.heading("STRAIGHT?  WELL PAIRED?");
    gauge(context, {"straightness  S = D / A", "S", straightness,
                    "1 if every point goes straight and at constant speed"});
    gauge(context, {"optimality  O = W₂² / D", "O", optimality,
                    "1 if no other pairing of the first and the last cloud is shorter in the mean "
                    "square; of a subsample"});
    gauge(context, {"efficiency  S · O ≈ W₂² / A", nullptr, efficiency,
                    "1 = the straightest, shortest way from input cloud to output cloud. Each "
                    "network is measured against its own last cloud: how much it moves says the "
                    "action alone"});
    const ImVec2 end = ImGui::GetCursorScreenPos();
    context.ui.controls().add("gauges", {top, {top.x + ImGui::GetContentRegionAvail().x, end.y}});
}

// A >= D >= W2^2, per network.
void chain_table(const FrameContext& context) {
    const auto& members = context.observation->members;
    const TransportGauges* any = members.back().gauges.get();
    if (!any) {
        return;
    }
    const ImVec2 top = ImGui::GetCursorScreenPos();
    context.ui.heading("ACTION  A ≥ D ≥ W₂²");
    const float left = ImGui::GetCursorPosX();
    const float width = ImGui::GetContentRegionAvail().x;
    const auto column = [&](int i) {
        return left + width * (0.16f + 0.29f * static_cast<float>(i));
    };
    ImGui::PushFont(context.theme().fonts.small);
    // In the narrow column of a small window the letters alone.
    const bool narrow = width < context.theme().px(300);
    const char* heads[] = {"action A", narrow ? "D" : "displacement D", "W₂²"};
    constexpr const char* kSymbols[] = {"A", "D", "W2"};
    constexpr const char* kTips[] = {"A = L Σ Eₖ, never less than D",
                                     "D = mean |x_L − x_0|², never less than W₂²",
                                     "The least D of any pairing of the first and the last cloud"};
    ImGui::TextDisabled(" ");
    ImGui::PopFont();
    ImGui::PushStyleColor(ImGuiCol_Text, context.theme().colour(context.theme().palette->text_dim));
    for (int i = 0; i < 3; ++i) {
        ImGui::SameLine(column(i));
        symbol_link(context, kSymbols[i], heads[i], kTips[i]);
    }
    ImGui::PopStyleColor();
    for (std::size_t m = 0; m < members.size(); ++m) {
        if (!members[m].gauges) {
            continue;
        }
        const LeastAction of = least_action_of(members[m]);
        ImGui::TextUnformatted(context.name_of(m));
        const std::string values[] = {plot::compact(of.action), plot::compact(of.displacement),
                                      w2_text(of)};
        for (int i = 0; i < 3; ++i) {
            ImGui::SameLine(column(i));
            ImGui::TextUnformatted(values[i].c_str());
        }
    }
    ImGui::PushFont(context.theme().fonts.small);
    const Dataset& data = *context.displayed().data;
    ImGui::TextDisabled("W₂²: exact, of %d of %d %s", any->subsample.points, any->subsample.of,
                        data.size() > data.train ? "training points" : "points");
    ImGui::PopFont();
    const ImVec2 end = ImGui::GetCursorScreenPos();
    context.ui.controls().add("chain", {top, {top.x + width, end.y}});
}

}  // namespace

namespace {

// The decades that both bars share: from a tenth of the least action of both to the most.
struct Decades {
    double from = 0, to = 1;  // log10
    float part(double action) const {
        return action > 0 ? static_cast<float>(
                                std::clamp((std::log10(action) - from) / (to - from), 0.02, 1.0))
                          : 0;
    }
};

Decades decades_of(std::span<const double> actions) {
    double least = 1e300, most = 0;
    for (const double action : actions) {
        if (std::isfinite(action) && action > 0) {
            least = std::min(least, action);
            most = std::max(most, action);
        }
    }
    if (most <= 0) {
        return {};
    }
    // Whole decades, so that the bars do not breathe with the training.
    const double to = std::ceil(std::log10(most) + 0.05);
    return {std::min(std::floor(std::log10(least)) - 1, to - 2), to};
}

// As the sentence below says it, which compares calmer numbers than those of the last step.
double calm_action(const FrameContext& context, std::size_t member) {
    const auto& members = context.observation->members;
    const auto said = context.temp.sentence.actions();
    return said ? (*said)[member + 1 == members.size() ? 1 : 0] : members[member].metrics.action;
}

// "B moves 13.2", and its action as a bar on a log scale.
void action_bar(const FrameContext& context, std::size_t member, double action,
                const Decades& decades, const Rect& rect) {
    const Theme& theme = context.theme();
    const Palette& p = *theme.palette;
    const bool is_a = context.has_a() && member == 0;
    const ImU32 colour = theme.colour(is_a ? p.series_a : p.accent);
    const std::string text =
        std::string(context.name_of(member)) + " moves " + plot::compact(action);
    const float size = theme.px(Fonts::kText), pad = theme.px(8);
    // The words keep their place while the number changes.
    const float words =
        theme.fonts.text->CalcTextSizeA(size, 1e9f, 0, "B moves 1.23e+05").x + 2 * pad;
    const float middle = (rect.min.y + rect.max.y) / 2, half = theme.px(5);
    const float left = rect.min.x + words, right = rect.max.x - pad;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddText(theme.fonts.text, size, {rect.min.x + pad, middle - size * 0.6f},
                 theme.colour(p.text), text.c_str());
    draw.AddRectFilled({left, middle - half}, {right, middle + half}, theme.colour(p.panel_border),
                       theme.px(2));
    draw.AddRectFilled({left, middle - half},
                       {left + (right - left) * decades.part(action), middle + half}, colour,
                       theme.px(2));
    for (double decade = std::ceil(decades.from) + 1; decade < decades.to; ++decade) {
        const float x = left + (right - left) * decades.part(std::pow(10, decade));
        draw.AddLine({x, middle - half}, {x, middle + half}, theme.colour(p.panel), theme.px(1));
    }
    context.ui.controls().add(is_a ? "action_a" : "action_b", rect);
}

}  // namespace

// The actions alone, each below its view, on one log scale.
void presentation_measures_panel(const FrameContext& context, const Rect& rect) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    context.ui.begin_panel("stage_measures", rect);
    if (context.observation) {
        std::vector<double> actions;
        for (std::size_t m = 0; m < context.observation->members.size(); ++m) {
            actions.push_back(calm_action(context, m));
        }
        const Decades decades = decades_of(actions);
        const float gap = context.theme().px(4);
        const std::vector<Rect> places = in_columns(rect, static_cast<int>(actions.size()), gap);
        for (std::size_t m = 0; m < actions.size(); ++m) {
            action_bar(context, m, actions[m], decades, places[m]);
        }
    }
    context.ui.end_panel();
    ImGui::PopStyleVar();
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
        const std::string& sentence = context.temp.sentence.text();
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
