#include "app/export/energy_picture.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <vector>

#include "app/readouts/live_sentence.h"
#include "app/readouts/score_words.h"
#include "render/plot/bar_plot.h"
#include "render/plot/number.h"

namespace la {

namespace {

constexpr int kTransportPoints = 512;  // their exact W2^2 takes 30 ms a layer

void title(const Theme& theme, const Observation& seen) {
    const Palette& p = *theme.palette;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float left = theme.px(24);
    draw.AddText(theme.fonts.value, theme.px(Fonts::kValue), {left, theme.px(16)},
                 theme.colour(p.text), "Kinetic energy per layer");
    float x = left;
    for (std::size_t m = 0; m < seen.members.size(); ++m) {
        const bool is_a = seen.members.size() == 2 && m == 0;
        const Metrics& metrics = seen.members[m].metrics;
        char line[128];
        std::snprintf(line, sizeof line, "%s   λ = %s   %s   action A = %s", is_a ? "A" : "B",
                      plot::plain(seen.snapshot->members[m].lambda).c_str(),
                      score_line(*seen.snapshot, metrics.test_accuracy).c_str(),
                      plot::compact(metrics.action).c_str());
        draw.AddText(theme.fonts.text, theme.px(Fonts::kText), {x, theme.px(54)},
                     theme.colour(is_a ? p.text_dim : p.accent), line);
        x += ImGui::CalcTextSize(line).x + theme.px(32);
    }
}

void bars(const Theme& theme, const Observation& seen) {
    const Palette& p = *theme.palette;
    std::vector<plot::BarSeries> series;
    int subsample = 0;
    for (std::size_t m = 0; m < seen.members.size(); ++m) {
        const bool is_a = seen.members.size() == 2 && m == 0;
        const MemberObservation& member = seen.members[m];
        plot::BarSeries bar{.name = is_a ? "A" : "B",
                            .values = member.metrics.energy,
                            .colour = plot::to_colour(is_a ? p.series_a : p.accent)};
        if (member.layer_transport) {
            bar.marks = member.layer_transport->w2_squared;
            subsample = member.layer_transport->subsample.points;
        }
        series.push_back(bar);
    }
    const std::string mark = "W₂² of an optimal map (" + std::to_string(subsample) + " points)";
    plot::BarPlot plot;
    plot.x_label = "layer";
    plot.y.label = "Eₖ = mean |rₖ|²  (squared data units)";
    plot.y.scale = plot::AxisScale::Log;
    plot.series = series;
    plot.mark_name = subsample > 0 ? std::string_view(mark) : std::string_view();
    plot::PlotStyle style = plot::make_plot_style(p, theme.fonts.text, Fonts::kText, theme.scale);
    plot::draw_bar_plot("energy", ImGui::GetContentRegionAvail(), plot, style);
}

}  // namespace

Image draw_energy_picture(Offscreen& offscreen, glm::ivec2 size, Experiment& experiment,
                          const Palette& palette) {
    Theme theme;
    theme.palette = &palette;
    theme.scale = std::min(static_cast<float>(size.x) / 1280, static_cast<float>(size.y) / 680);
    experiment.request({.snapshot = experiment.snapshot(),
                        .views = {.layer_transport = true},
                        .transport_points = kTransportPoints});
    const std::shared_ptr<const Observation> seen = experiment.observation();
    theme.fonts = load_fonts(theme.scale);
    apply_theme(theme);
    offscreen.remake_fonts();
    const auto gui = [&] {
        ImGui::SetNextWindowPos({0, 0});
        ImGui::SetNextWindowSize({static_cast<float>(size.x), static_cast<float>(size.y)});
        ImGui::PushFont(theme.fonts.text);
        ImGui::Begin("energy", nullptr,
                     ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground);
        title(theme, *seen);
        ImGui::SetCursorPos({theme.px(16), theme.px(88)});
        bars(theme, *seen);
        ImGui::End();
        ImGui::PopFont();
    };
    offscreen.draw(palette, gui);
    offscreen.draw(palette, gui);  // ImGui knows sizes after the first frame
    return offscreen.read();
}

}  // namespace la
