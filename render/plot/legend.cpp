#include "render/plot/legend.h"

#include <algorithm>
#include <cmath>

#include "render/plot/label.h"
#include "render/plot/stroke.h"

namespace la::plot {

namespace {

constexpr float kPad = 6;      // logical pixels inside the box
constexpr float kOutside = 6;  // between box and axes
constexpr float kSample = 20;  // width of the sample of a line or box
constexpr float kBetween = 6;
constexpr float kFaint = 0.25f;  // opacity of hidden entries

void draw_sample(ImDrawList& draw, const PlotStyle& style, LegendEntry entry, ImVec2 at,
                 float height) {
    if (entry.hidden) {
        entry.colour = with_alpha(entry.colour, kFaint);
    }
    const float middle = std::round(at.y + 0.5f * height);
    if (entry.dot > 0) {
        draw.AddCircle({at.x + style.px(kSample) / 2, middle}, style.px(std::max(entry.dot, 2.0f)),
                       entry.colour, 12, style.px(entry.line_width));
    } else if (entry.line_width > 0) {
        const ImVec2 ends[2] = {{at.x, middle}, {at.x + style.px(kSample), middle}};
        stroke(draw, ends,
               {entry.colour, style.px(entry.line_width), entry.dashed ? style.px(1) : 0.0f});
    } else if (entry.half) {
        const ImVec2 end{at.x + style.px(kSample), middle + 0.32f * height};
        draw.AddRectFilled({at.x, middle - 0.32f * height}, end, with_alpha(entry.colour, 0.4f),
                           style.px(1));
        draw.AddRectFilled({at.x, middle}, end, entry.colour, style.px(1));
    } else {
        draw.AddRectFilled({at.x, middle - 0.32f * height},
                           {at.x + style.px(kSample), middle + 0.32f * height}, entry.colour,
                           style.px(1));
    }
}

// The size of a legend, with entries one below the other or side by side.
struct Arrangement {
    float pad, row;
    bool stacked;
    ImVec2 size;
};

Arrangement arrange(const Frame& frame, const PlotStyle& style,
                    std::span<const LegendEntry> entries) {
    const float pad = style.px(kPad);
    const float row = text_size(style, "0").y + style.px(2);
    const float room_y = frame.plot_max.y - frame.plot_min.y - 2 * style.px(kOutside);
    float widest = 0;
    float together = 0;
    for (const LegendEntry& entry : entries) {
        const float width = style.px(kSample + kBetween) + text_size(style, entry.name).x;
        widest = std::max(widest, width);
        together += width + (together > 0 ? 2 * pad : 0);
    }
    const bool stacked = 2 * pad + row * static_cast<float>(entries.size()) <= room_y;
    return {pad,
            row,
            stacked,
            {2 * pad + (stacked ? widest : together),
             pad + row * (stacked ? static_cast<float>(entries.size()) : 1.0f)}};
}

}  // namespace

ImVec4 legend_box(const Frame& frame, const PlotStyle& style, std::span<const LegendEntry> entries,
                  Corner corner) {
    if (entries.empty() || corner == Corner::None) {
        return {0, 0, 0, 0};
    }
    const ImVec2 size = arrange(frame, style, entries).size;
    const float outside = style.px(kOutside);
    if (size.x > frame.plot_max.x - frame.plot_min.x - 2 * outside ||
        size.y > frame.plot_max.y - frame.plot_min.y - 2 * outside) {
        return {0, 0, 0, 0};
    }
    const bool left = corner == Corner::TopLeft || corner == Corner::BottomLeft;
    const bool top = corner == Corner::TopLeft || corner == Corner::TopRight;
    const float x =
        std::round(left ? frame.plot_min.x + outside : frame.plot_max.x - outside - size.x);
    const float y =
        std::round(top ? frame.plot_min.y + outside : frame.plot_max.y - outside - size.y);
    return {x, y, x + size.x, y + size.y};
}

LegendPlace draw_legend(ImDrawList& draw, const Frame& frame, const PlotStyle& style,
                        std::span<const LegendEntry> entries, Corner corner) {
    const ImVec4 box = legend_box(frame, style, entries, corner);
    if (box.z <= box.x) {
        return {};
    }
    const auto [pad, row, stacked, size] = arrange(frame, style, entries);
    const ImVec2 lo(box.x, box.y), hi(box.z, box.w);
    draw.AddRectFilled(lo, hi, style.legend, style.px(3));
    draw.AddRect(lo, hi, style.frame, style.px(3));
    LegendPlace place{box};
    ImVec2 at(lo.x + pad, lo.y + 0.5f * pad);
    for (const LegendEntry& entry : entries) {
        draw_sample(draw, style, entry, at, row);
        const float text_x = at.x + style.px(kSample + kBetween);
        draw_text(draw, style, {text_x, at.y + style.px(1)},
                  entry.hidden ? with_alpha(style.text, 2 * kFaint) : style.text, entry.name);
        const float end = text_x + text_size(style, entry.name).x;
        place.entries.emplace_back(at.x, at.y, stacked ? hi.x - pad : end, at.y + row);
        if (stacked) {
            at.y += row;
        } else {
            at.x = end + 2 * pad;
        }
    }
    return place;
}

}  // namespace la::plot
