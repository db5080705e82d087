#include "render/plot/colour_bar.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "render/plot/label.h"

namespace la::plot {

namespace {

constexpr float kBar = 9;  // logical pixels; width of the colour bar
constexpr float kGap = 8;

}  // namespace

ColourBar make_colour_bar(Range range, AxisScale scale, int max_labels,
                          std::function<glm::vec4(double unit)> colour) {
    return {range, scale,
            scale == AxisScale::Log ? log_ticks(range.lo, range.hi, max_labels)
                                    : linear_ticks(range.lo, range.hi, max_labels),
            std::move(colour)};
}

float colour_bar_width(const ColourBar& bar, const PlotStyle& style) {
    float widest = 0;
    for (const Tick& tick : bar.ticks) {
        widest = std::max(widest, label_size(style, tick).x);
    }
    return style.px(kGap + kBar + 6) + widest;
}

void draw_colour_bar(ImDrawList& draw, const Frame& frame, const PlotStyle& style,
                     const ColourBar& bar) {
    const float left = std::round(frame.plot_max.x + style.px(kGap));
    const float right = left + style.px(kBar);
    const float top = frame.plot_min.y;
    const float height = frame.plot_max.y - top;
    const auto colour_at = [&](double unit) { return to_colour(bar.colour(unit)); };
    constexpr int kParts = 8;  // steps between two stops of the colour map
    for (int i = 0; i < kParts; ++i) {
        const ImU32 high = colour_at(1 - static_cast<double>(i) / kParts);
        const ImU32 low = colour_at(1 - static_cast<double>(i + 1) / kParts);
        draw.AddRectFilledMultiColor({left, top + height * static_cast<float>(i) / kParts},
                                     {right, top + height * static_cast<float>(i + 1) / kParts},
                                     high, high, low, low);
    }
    for (const Tick& tick : bar.ticks) {
        const auto unit = static_cast<float>(to_unit(tick.value, bar.range, bar.scale));
        const float y = std::floor(top + height * (1 - unit)) + 0.5f;
        if (tick.label.empty()) {
            continue;
        }
        draw.AddLine({right, y}, {right + style.px(3), y}, style.text_dim);
        const ImVec2 extent = label_size(style, tick);
        const float label_top =
            std::clamp(y - 0.5f * extent.y, frame.min.y, frame.plot_max.y - 0.6f * extent.y);
        draw_label(draw, style, {right + style.px(5), label_top}, style.text_dim, tick);
    }
}

}  // namespace la::plot
