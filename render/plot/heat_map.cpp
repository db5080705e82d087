#include "render/plot/heat_map.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "render/colour_map.h"
#include "render/plot/frame.h"
#include "render/plot/label.h"
#include "render/plot/number.h"
#include "render/plot/readout.h"

namespace la::plot {

namespace {

constexpr float kBar = 9;  // logical pixels; width of the colour bar
constexpr float kGap = 8;

float widest(const PlotStyle& style, const std::vector<Tick>& ticks) {
    float width = 0;
    for (const Tick& tick : ticks) {
        width = std::max(width, label_size(style, tick).x);
    }
    return width;
}

void draw_bar(ImDrawList& draw, const Frame& frame, const PlotStyle& style, const HeatMap& map,
              const std::vector<Tick>& ticks) {
    const float left = std::round(frame.plot_max.x + style.px(kGap));
    const float right = left + style.px(kBar);
    const float top = frame.plot_min.y;
    const float height = frame.plot_max.y - top;
    constexpr int kParts = 8;  // steps between two stops of the colour map
    for (int i = 0; i < kParts; ++i) {
        const ImU32 high = to_colour(map.colour(1 - static_cast<double>(i) / kParts));
        const ImU32 low = to_colour(map.colour(1 - static_cast<double>(i + 1) / kParts));
        draw.AddRectFilledMultiColor({left, top + height * static_cast<float>(i) / kParts},
                                     {right, top + height * static_cast<float>(i + 1) / kParts},
                                     high, high, low, low);
    }
    for (const Tick& tick : ticks) {
        const auto unit = static_cast<float>(to_unit(tick.value, map.colours, map.scale));
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

void read_out(ImDrawList& draw, const Frame& frame, const PlotStyle& style, const HeatMap& map) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const float pitch = (frame.plot_max.y - frame.plot_min.y) / static_cast<float>(map.rows);
    const int row =
        std::clamp(static_cast<int>((frame.plot_max.y - mouse.y) / pitch), 0, map.rows - 1);
    const HeatMap::Cell cell = map.read(row, frame.x_value(mouse.x));
    const float bottom = frame.plot_max.y - pitch * static_cast<float>(row);
    draw.AddRect({frame.plot_min.x, bottom - pitch}, {frame.plot_max.x, bottom}, style.hairline);
    const Reading reading{map.value_name, compact(cell.value),
                          to_colour(map.colour(to_unit(cell.value, map.colours, map.scale)))};
    show_readings(
        style,
        (cell.row.empty() ? std::string(map.row_name) + " " + std::to_string(row + 1) : cell.row) +
            ", " + std::string(map.x_name) + " " + std::to_string(static_cast<long long>(cell.x)),
        {&reading, 1});
}

}  // namespace

ImVec4 draw_heat_map(const char* id, ImVec2 size, const HeatMap& map, const PlotStyle& style) {
    size = {std::max(size.x, 1.0f), std::max(size.y, 1.0f)};
    const ImVec2 min = ImGui::GetCursorScreenPos();
    ImGui::InvisibleButton(id, size);
    if (!ImGui::IsItemVisible() || map.rows <= 0 || !map.x.valid() || !map.colours.valid()) {
        return {0, 0, 0, 0};
    }
    const int labels = std::max(2, static_cast<int>(size.y / (2.4f * style.text_size())));
    const std::vector<Tick> bar_ticks = map.scale == AxisScale::Log
                                            ? log_ticks(map.colours.lo, map.colours.hi, labels)
                                            : linear_ticks(map.colours.lo, map.colours.hi, labels);
    const float beside = style.px(kGap + kBar + 6) + widest(style, bar_ticks);
    Frame frame = make_frame({.min = min,
                              .size = {std::max(size.x - beside, 1.0f), size.y},
                              .x = {.limits = map.x, .counts = true},
                              .y = {.limits = {0.5, map.rows + 0.5}}},
                             style);
    frame.y_ticks = integer_ticks(1, map.rows, std::min(labels, map.rows));

    ImDrawList& draw = *ImGui::GetWindowDrawList();
    PlotStyle bare = style;  // no grid: the cells cover it
    bare.grid = bare.grid_minor = 0;
    bare.fills = false;
    draw.PushClipRect(min, {min.x + size.x, min.y + size.y}, true);
    draw_frame(draw, frame, bare);
    draw_bar(draw, frame, style, map, bar_ticks);
    if (ImGui::IsItemHovered() && frame.contains(ImGui::GetIO().MousePos) && map.read) {
        read_out(draw, frame, style, map);
    }
    draw.PopClipRect();
    return {frame.plot_min.x, frame.plot_min.y, frame.plot_max.x, frame.plot_max.y};
}

}  // namespace la::plot
