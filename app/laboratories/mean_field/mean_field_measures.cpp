#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

#include "app/laboratories/mean_field/mean_field_panels.h"
#include "app/laboratories/stage_plots.h"

namespace la {

namespace {

const char* word_for(double correlation) {
    return correlation > 0.95 ? "rich" : correlation < 0.5 ? "lazy" : "nearly lazy";
}

// "α = 0.1  [=====|] 0.994  rich"
void correlation_bar(const FrameContext& context, std::size_t which) {
    const Theme& theme = context.theme();
    const ShallowSnapshot& run = *context.shallow();
    const ShallowNetworkSnapshot& network = run.networks[which];
    const ImU32 colour = colour_of_network(theme, which);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float size = theme.px(Fonts::kSmall);
    const float right = at.x + ImGui::GetContentRegionAvail().x;
    const bool narrow = context.state.presentation;
    const float x = at.x + theme.px(72), end = right - theme.px(narrow ? 50 : 130);
    const float y = at.y + theme.px(5), thick = theme.px(7);
    draw.AddText(theme.fonts.small, size, at, text_colour_of_network(theme, which),
                 ("α = " + alpha_text(network.alpha)).c_str());
    draw.AddRectFilled({x, y}, {end, y + thick}, theme.colour(theme.palette->panel_border),
                       thick / 2);
    const double value = network.measures.correlation;
    const float full = (end - x) * static_cast<float>(std::clamp(value, 0.0, 1.0));
    if (full > 1) {
        draw.AddRectFilled({x, y}, {x + full, y + thick}, colour, std::min(thick, full) / 2);
    }
    if (network.theory) {
        const double expected = MeanField::correlation(network.theory->at(run.time()).gamma);
        const float tick = x + (end - x) * static_cast<float>(expected);
        draw.AddLine({tick, y - theme.px(4)}, {tick, y + thick + theme.px(4)},
                     theme.colour(theme.palette->text), theme.px(2));
    }
    char text[48];
    std::snprintf(text, sizeof text, "%.3f", value);
    draw.AddText(theme.fonts.small, size, {end + theme.px(10), at.y},
                 theme.colour(theme.palette->text), text);
    if (!narrow) {
        draw.AddText(theme.fonts.small, size, {end + theme.px(58), at.y},
                     theme.colour(theme.palette->text_dim), word_for(value));
    }
    ImGui::Dummy({right - at.x, theme.px(23)});
}

// The nodes of the networks that the large view does not show.
void other_nodes(const FrameContext& context, float height) {
    const std::size_t count = context.shallow()->networks.size();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float gap = context.theme().px(8);
    const float width = ImGui::GetContentRegionAvail().x;
    const auto others = static_cast<float>(count - 1);
    const float each = (width - gap * (others - 1)) / others;
    float x = at.x;
    for (std::size_t i = 0; i < count; ++i) {
        if (i != large_network(context)) {
            node_plane(context, i, {{std::floor(x), at.y}, {std::floor(x + each), at.y + height}},
                       true);
            x += each + gap;
        }
    }
    ImGui::Dummy({width, height + context.theme().px(4)});
}

void sentence(const FrameContext& context) {
    const Theme& theme = context.theme();
    const bool lost = context.shallow()->diverged;
    ImGui::PushStyleColor(ImGuiCol_Text,
                          theme.colour(lost ? theme.palette->error : theme.palette->accent));
    ImGui::PushTextWrapPos(0);
    ImGui::TextUnformatted(mean_field_sentence(context).c_str());
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
}

}  // namespace

void rich_or_lazy(const FrameContext& context) {
    const std::string heading = "RICH OR LAZY?  " + time_text(context);
    context.ui.heading(heading.c_str());
    context.ui.tooltip(
        "Correlation of a and w∥ over the nodes. Rich: the nodes have gone far, to the diagonal, "
        "and what they had at the start is forgotten. Lazy: they have hardly moved. White: the "
        "theory, tanh 2γ");
    for (std::size_t i = 0; i < context.shallow()->networks.size(); ++i) {
        correlation_bar(context, i);
    }
}

void mean_field_measures_panel(const FrameContext& context, const Rect& rect) {
    const Theme& theme = context.theme();
    context.ui.begin_panel("measures", rect);
    if (context.shallow()) {
        const std::size_t count = context.shallow()->networks.size();
        rich_or_lazy(context);
        // Headings, bars and the sentence have fixed heights; plots share the rest.
        const float fixed = theme.px(180 + 23 * static_cast<float>(count) + (count > 1 ? 12 : 0));
        const float room = std::max(theme.px(380), rect.height() - fixed);
        if (count > 1) {
            other_nodes(context, std::floor(0.27f * room));
        }
        const float plots = count > 1 ? 0.73f * room : room;
        saturation_plot(context, std::floor(0.40f * plots));
        slowing_plot(context, std::floor(0.30f * plots));
        error_plot(context, std::floor(0.30f * plots));
        sentence(context);
    }
    context.ui.end_panel();
}

void mean_field_presentation_panel(const FrameContext& context, const Rect& rect) {
    context.ui.begin_panel("stage_measures", rect);
    if (context.shallow()) {
        rich_or_lazy(context);
        // What the other directions learn is seen in the error on fresh points alone.
        const bool more = context.shallow()->config->shallow.dimension > 2;
        std::vector<StagePlot> plots{[&](float height) { gamma_plot(context, height); },
                                     [&](float height) {
                                         more ? error_plot(context, height)
                                              : slowing_plot(context, height);
                                     }};
        if (context.temp.demo.player.show() == "phi") {
            std::swap(plots.front(), plots.back());
        }
        stage_plots(context, rect, plots);
    }
    context.ui.end_panel();
}

}  // namespace la
