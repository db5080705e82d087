#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "app/laboratories/stability/stability_panels.h"
#include "render/plot/bar_plot.h"

namespace la {

namespace {

constexpr std::size_t kBins = 18;  // of five degrees

// Rows that have settled: without the first and the last tenth.
struct Settled {
    std::size_t first = 0, end = 0;
};

Settled settled(const std::vector<CovariantRow>& rows) {
    const std::size_t cut = (rows.size() + 9) / 10;
    return rows.size() > 2 * cut ? Settled{cut, rows.size() - cut} : Settled{0, 0};
}

}  // namespace

void covariant_part(const FrameContext& context, float height) {
    const Theme& theme = context.theme();
    const std::size_t b = context.snapshot.members.size() - 1;
    context.ui.heading(context.has_a() ? "COVARIANT VECTORS OF B" : "COVARIANT VECTORS");
    context.ui.tooltip(
        "The directions in which a small difference grows by λ₁, λ₂, ... from step to step "
        "(Ginelli "
        "and others). Left: the angle between the first two, how often; near 0 they are hardly "
        "apart. Right: which layers the first one moves. With momentum and Adam angles depend on "
        "the coordinates that are chosen for the moments");
    const MemberObservation* seen = context.observation && b < context.observation->members.size()
                                        ? &context.observation->members[b]
                                        : nullptr;
    const std::vector<CovariantRow>* rows = seen ? seen->covariant.get() : nullptr;
    const Settled use = rows ? settled(*rows) : Settled{};
    if (use.end == 0) {
        ImGui::PushFont(theme.fonts.small);
        ImGui::TextDisabled("%s", context.snapshot.config->stability.covariant > 0
                                      ? "after some hundred steps more"
                                      : "tick \"covariant vectors\" to compute them");
        ImGui::PopFont();
        ImGui::Dummy({1, height - ImGui::GetTextLineHeight()});
        return;
    }
    std::vector<double> angles(kBins), shares((*rows)[use.first].shares.size());
    const auto count = static_cast<double>(use.end - use.first);
    for (std::size_t i = use.first; i < use.end; ++i) {
        const CovariantRow& row = (*rows)[i];
        if (!row.angles.empty() && std::isfinite(row.angles[0])) {
            const auto bin = static_cast<std::size_t>(row.angles[0] / 5);
            angles[std::min(bin, kBins - 1)] += 1 / count;
        }
        for (std::size_t k = 0; k < std::min(shares.size(), row.shares.size()); ++k) {
            shares[k] += row.shares[k] / count;
        }
    }
    const float width = ImGui::GetContentRegionAvail().x;
    const auto bars = [&](const char* name, const char* x_label, const char* y_label,
                          const std::vector<double>& values, int first, float part) {
        const plot::BarSeries series[] = {
            {.values = values, .colour = theme.colour(theme.palette->accent)}};
        plot::BarPlot plot;
        plot.x_label = x_label;
        plot.y.label = y_label;
        plot.y.limits = {0, std::max(0.1, 1.1 * *std::ranges::max_element(values))};
        plot.first = first;
        plot.series = series;
        plot::PlotState& state = context.temp.plots.stability.covariant[first == 1 ? 1 : 0];
        plot::draw_bar_plot(name, {part, height}, plot, theme.plot_style(), &state);
        context.temp.plots.places.push_back(
            context.ui.add_plot(std::string("plot.") + name, state));
    };
    bars("angles", "angle / 5°", "v₁, v₂", angles, 0, 0.5f * width);
    ImGui::SameLine(0, 0);
    bars("shares", "layer, head", "share of v₁", shares, 1, 0.5f * width);
}

}  // namespace la
