#include "render/plot/heat_map.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "render/colour_map.h"
#include "render/plot/colour_bar.h"
#include "render/plot/frame.h"
#include "render/plot/number.h"
#include "render/plot/readout.h"

namespace la::plot {

namespace {

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
    const ColourBar bar = make_colour_bar(map.colours, map.scale, labels, map.colour);
    const float beside = colour_bar_width(bar, style);
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
    draw_colour_bar(draw, frame, style, bar);
    if (ImGui::IsItemHovered() && frame.contains(ImGui::GetIO().MousePos) && map.read) {
        read_out(draw, frame, style, map);
    }
    draw.PopClipRect();
    return {frame.plot_min.x, frame.plot_min.y, frame.plot_max.x, frame.plot_max.y};
}

}  // namespace la::plot
