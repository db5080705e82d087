#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "app/laboratories/stability/stability_panels.h"
#include "app/laboratories/stage_plots.h"

namespace la {

namespace {

constexpr double kRegular = 0.001;  // per step, either side of 0

// What an exponent per step means.
std::string meaning(double exponent) {
    if (!std::isfinite(exponent)) {
        return "not measured yet";
    }
    char text[64];
    if (exponent > StabilityMeasures::kPositive) {
        std::snprintf(text, sizeof text, "a distance doubles in %.3g steps", M_LN2 / exponent);
        return text;
    }
    if (exponent < -kRegular) {
        std::snprintf(text, sizeof text, "a distance halves in %.3g steps", -M_LN2 / exponent);
        return text;
    }
    return "regular: distances stay";
}

// To whole parts of `parts`, without a minus before 0.
double rounded(double value, double parts) {
    const double out = std::round(parts * value) / parts;
    return out == 0 ? 0 : out;
}

double largest(const StabilityMeasures& m) {
    return m.ftle.empty() ? StabilityMeasures::kNone : m.ftle[0];
}

// The largest curvature beside the limit, in words.
std::string place_at_edge(const StabilityMeasures& m) {
    char text[64];
    std::snprintf(text, sizeof text, "edge %.2f of %.3g", m.edge, m.edge_limit);
    return std::isfinite(m.edge) ? text : "";
}

}  // namespace

void exponent_rows(const FrameContext& context) {
    const Theme& theme = context.theme();
    context.ui.heading("LARGEST LYAPUNOV EXPONENT, PER STEP");
    context.ui.tooltip(
        "By how much the logarithm of a small difference grows per step, in the last window. "
        "Positive: the training is chaotic, it forgets where it came from");
    const StabilityRow* row = newest_row(context);
    for (std::size_t m = 0; m < context.snapshot.members.size(); ++m) {
        const bool is_a = context.snapshot.is_a(m);
        ImGui::PushFont(theme.fonts.title);
        ImGui::PushStyleColor(ImGuiCol_Text,
                              theme.colour(is_a ? theme.palette->text_dim : theme.palette->accent));
        ImGui::TextUnformatted(context.name_of(m));
        ImGui::SameLine(theme.px(36));
        char text[32] = "-";
        const bool known =
            row && m < row->members.size() && std::isfinite(largest(row->members[m]));
        if (known) {
            std::snprintf(text, sizeof text, "%+.4f", rounded(largest(row->members[m]), 1e4));
        }
        ImGui::TextUnformatted(text);
        ImGui::PopStyleColor();
        ImGui::PopFont();
        if (!context.state.presentation) {
            ImGui::SameLine(theme.px(126));
        }
        ImGui::PushFont(theme.fonts.small);
        ImGui::TextDisabled("%s",
                            known ? meaning(largest(row->members[m])).c_str() : "not measured yet");
        ImGui::PopFont();
    }
    ImGui::Dummy({0, theme.px(2)});
}

std::string stability_sentence(const FrameContext& context) {
    const StabilityRow* row = newest_row(context);
    if (!row) {
        return "";
    }
    const StabilityMeasures& b = row->members.back();
    const double exponent = largest(b);
    if (!std::isfinite(exponent)) {
        return "";
    }
    char text[128];
    const char* what = exponent > StabilityMeasures::kPositive ? "chaotic" : "regular";
    std::snprintf(text, sizeof text, "%s: λ₁ = %+.3f per step", what, rounded(exponent, 1e3));
    std::string out = text;
    if (row->members.size() == 2 && std::isfinite(largest(row->members.front()))) {
        std::snprintf(text, sizeof text, ", A %+.3f", rounded(largest(row->members.front()), 1e3));
        out = "B " + out + text;
    }
    const std::string edge = place_at_edge(b);
    return edge.empty() ? out : out + "; " + edge;
}

void stability_measures_panel(const FrameContext& context, const Rect& rect) {
    const Theme& theme = context.theme();
    context.ui.begin_panel("measures", rect);
    if (context.frozen()) {
        ImGui::TextDisabled("inspecting: a model is not trained");
        context.ui.end_panel();
        return;
    }
    exponent_rows(context);
    const float fixed = theme.px(context.has_a() ? 236 : 210);
    const float room = std::max(theme.px(380), rect.height() - fixed);
    edge_plot(context, std::floor(0.30f * room));
    explorer_part(context, std::floor(0.42f * room));
    covariant_part(context, std::floor(0.28f * room));
    ImGui::PushStyleColor(ImGuiCol_Text, theme.colour(theme.palette->accent));
    ImGui::PushTextWrapPos(0);
    ImGui::TextUnformatted(stability_sentence(context).c_str());
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
    context.ui.end_panel();
}

void stability_presentation_panel(const FrameContext& context, const Rect& rect) {
    context.ui.begin_panel("stage_measures", rect);
    if (!context.frozen()) {
        exponent_rows(context);
        if (has_explorer_plot(context)) {
            stage_plots(context, rect, {[&](float height) { explorer_plot(context, height); }});
        } else {  // the exponents stand above as numbers, should there be room for one plot only
            stage_plots(context, rect,
                        {[&](float height) { edge_plot(context, height); },
                         [&](float height) { spectrum_plot(context, height); }});
        }
    }
    context.ui.end_panel();
}

}  // namespace la
