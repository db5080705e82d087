#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/laboratories/weights/weights_panels.h"
#include "core/model/refine.h"

namespace la {

namespace {

constexpr const char* kRefineTip =
    "The same network with more layers between its own, none of them trained: the weights between "
    "two layers are interpolated, and every layer moves the points less in proportion. Its paths "
    "are dashed. A network that is a flow stays the same";

// The largest step of the slider at which the network still has few enough layers.
int most_refined(const FrameContext& context) {
    const Snapshot& shown = context.displayed();
    int out = has_no_depth(shown, shown.members.size() - 1) ? 0 : 2;
    for (const MemberSnapshot& member : shown.members) {
        while (out > 0 && (member.config.network.layers << out) > kMaxRefinedLayers) {
            --out;
        }
    }
    return out;
}

void stops(const FrameContext& context, ImVec2 at, float width) {
    const Theme& theme = context.theme();
    static constexpr std::array<const char*, 3> kStops{"L", "2L", "4L"};
    const float radius = theme.px(7.5f);
    const float size = theme.px(Fonts::kSmall - 2);
    for (std::size_t i = 0; i < kStops.size(); ++i) {
        const float x = at.x + radius + (width - 2 * radius) * 0.5f * static_cast<float>(i);
        const float half = 0.5f * theme.fonts.small->CalcTextSizeA(size, 1e9f, 0, kStops[i]).x;
        ImGui::GetWindowDrawList()->AddText(theme.fonts.small, size, {x - half, at.y},
                                            theme.colour(theme.palette->text_dim), kStops[i]);
    }
    ImGui::Dummy({width, theme.px(14)});
}

}  // namespace

void refined_layers(const FrameContext& context) {
    const Theme& theme = context.theme();
    const int layers = context.layers();
    const int factor = context.state.weights.factor();
    if (has_no_depth(context.displayed(), context.displayed().members.size() - 1)) {
        ImGui::TextDisabled("%s", kNoDepth);
        return;
    }
    std::string text = std::to_string(layers);
    if (factor > 1) {
        text += " → " + std::to_string(layers * factor);
    }
    ImGui::PushFont(theme.fonts.value);
    ImGui::PushStyleColor(ImGuiCol_Text, theme.colour(theme.palette->accent));
    if (!context.state.presentation) {  // its column is narrow
        text += layers * factor == 1 ? " layer" : " layers";
    }
    ImGui::TextUnformatted(text.c_str());
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

void refine_track(const FrameContext& context, float width) {
    WeightsPage& page = context.state.weights;
    const int most = most_refined(context);
    page.refine = std::min(page.refine, most);
    float unit = 0.5f * static_cast<float>(page.refine);
    TypedValue times{.value = static_cast<double>(page.factor()), .format = "%.0f"};
    if (context.ui.track("refine", width, unit, kRefineTip, &times)) {
        const int by = context.ui.controls().nudged("refine");
        page.refine = by != 0 ? std::clamp(page.refine + by, 0, most)
                              : std::min(most, static_cast<int>(std::lround(2 * unit)));
    } else if (times.typed) {
        page.refine = std::clamp(*times.typed >= 3 ? 2 : *times.typed >= 2 ? 1 : 0, 0, most);
    }
    stops(context, ImGui::GetCursorScreenPos(), width);
}

void depth_section(const FrameContext& context) {
    const Theme& theme = context.theme();
    WeightsPage& page = context.state.weights;
    context.ui.heading("LAYERS SHOWN, WITHOUT TRAINING");
    refined_layers(context);
    refine_track(context, ImGui::GetContentRegionAvail().x);
    context.ui.check(
        "ode", "paths of the ODE", page.ode,
        "The paths of some points under the ODE of which the layers are Euler's steps, "
        "by four steps of Runge and Kutta a layer, dotted");
    ImGui::Dummy({0, theme.px(2)});
}

}  // namespace la
