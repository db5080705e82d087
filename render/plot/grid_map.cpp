#include "render/plot/grid_map.h"

#include <algorithm>
#include <cmath>

#include "render/colour_map.h"
#include "render/plot/colour_bar.h"
#include "render/plot/label.h"

namespace la::plot {

namespace {

constexpr float kCross = 4;  // logical pixels; half the width of a cross

// A tick in the middle of every so many cells, so that the texts stand apart.
std::vector<Tick> cell_ticks(std::span<const std::string> texts, float room, float text) {
    const float each = room / static_cast<float>(texts.size());
    const auto every = static_cast<std::size_t>(std::max(1.0f, std::ceil(text / each)));
    std::vector<Tick> out;
    for (std::size_t i = 0; i < texts.size(); i += every) {
        out.push_back({.value = static_cast<double>(i), .label = texts[i]});
    }
    return out;
}

float widest(std::span<const std::string> texts, const PlotStyle& style) {
    float out = 0;
    for (const std::string& text : texts) {
        out = std::max(out, text_size(style, text).x);
    }
    return out;
}

Frame make_grid_frame(const GridMap& map, ImVec2 min, ImVec2 size, const PlotStyle& style) {
    const double columns = static_cast<double>(map.x.size());
    const double rows = static_cast<double>(map.y.size());
    Frame frame = make_frame({.min = min,
                              .size = size,
                              .x = {.label = map.x_label, .limits = {-0.5, columns - 0.5}},
                              .y = {.label = map.y_label, .limits = {-0.5, rows - 0.5}}},
                             style);
    const float left = widest(map.y, style) + style.px(12);
    frame.plot_min = {std::round(std::max(frame.plot_min.x, min.x + left)),
                      std::round(frame.plot_min.y)};
    frame.plot_max = {std::max(std::round(frame.plot_max.x), frame.plot_min.x + 1),
                      std::max(std::round(frame.plot_max.y), frame.plot_min.y + 1)};
    frame.x_ticks =
        cell_ticks(map.x, frame.plot_max.x - frame.plot_min.x, widest(map.x, style) + style.px(10));
    frame.y_ticks =
        cell_ticks(map.y, frame.plot_max.y - frame.plot_min.y, 1.3f * style.text_size());
    return frame;
}

ImVec4 cell_rect(const Frame& frame, const GridMap& map, std::size_t cell) {
    const auto column = static_cast<double>(cell / map.y.size());
    const auto row = static_cast<double>(cell % map.y.size());
    return {std::round(frame.x_pixel(column - 0.5)), std::round(frame.y_pixel(row + 0.5)),
            std::round(frame.x_pixel(column + 0.5)), std::round(frame.y_pixel(row - 0.5))};
}

void draw_cells(ImDrawList& draw, const Frame& frame, const GridMap& map, const PlotStyle& style,
                std::span<const ImVec2> places) {
    const float gap = map.x.size() * map.y.size() < 1000 ? std::max(1.0f, style.px(1)) : 0;
    for (std::size_t i = 0; i < map.values.size(); ++i) {
        const ImVec4 r = cell_rect(frame, map, i);
        if (std::isinf(map.values[i])) {
            const float half = style.px(kCross);
            const ImVec2 at = places[i];
            draw.AddLine({at.x - half, at.y - half}, {at.x + half, at.y + half}, style.text_dim);
            draw.AddLine({at.x - half, at.y + half}, {at.x + half, at.y - half}, style.text_dim);
        } else if (std::isfinite(map.values[i])) {
            draw.AddRectFilled(
                {r.x, r.y}, {std::max(r.z - gap, r.x + 1), std::max(r.w - gap, r.y + 1)},
                to_colour(colour_map(to_unit(map.values[i], map.colours, map.scale))));
        }
    }
    const auto mark = [&](int cell, float width) {
        if (cell >= 0 && cell < static_cast<int>(map.values.size())) {
            const ImVec4 r = cell_rect(frame, map, static_cast<std::size_t>(cell));
            draw.AddRect({r.x - gap, r.y - gap}, {r.z, r.w}, style.text, 0, 0, style.px(width));
        }
    };
    mark(map.ringed, 2.5f);
    mark(map.highlighted, 1.5f);
}

}  // namespace

GridMapSeen draw_grid_map(const char* id, ImVec2 size, const GridMap& map, const PlotStyle& style) {
    size = {std::max(size.x, 1.0f), std::max(size.y, 1.0f)};
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const bool pressed = ImGui::InvisibleButton(id, size);
    GridMapSeen seen;
    if (!ImGui::IsItemVisible()) {
        return seen;
    }
    const bool reading = ImGui::IsItemHovered();
    const int labels = std::max(2, static_cast<int>(size.y / (2.4f * style.text_size())));
    const ColourBar bar = make_colour_bar(map.colours, map.scale, labels);
    const float beside = colour_bar_width(bar, style);
    Frame frame = make_grid_frame(map, min, {std::max(size.x - beside, 1.0f), size.y}, style);
    seen.inside = {frame.plot_min.x, frame.plot_min.y, frame.plot_max.x, frame.plot_max.y};
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    for (std::size_t i = 0; i < map.values.size(); ++i) {
        const ImVec4 r = cell_rect(frame, map, i);
        if (reading && mouse.x >= r.x && mouse.x < r.z && mouse.y >= r.y && mouse.y < r.w) {
            seen.hovered = static_cast<int>(i);
        }
        seen.places.push_back({(r.x + r.z) / 2, (r.y + r.w) / 2});
    }
    seen.clicked = pressed && seen.hovered;

    ImDrawList& draw = *ImGui::GetWindowDrawList();
    PlotStyle bare = style;  // no grid: the cells cover it
    bare.grid = bare.grid_minor = 0;
    draw.PushClipRect(min, {min.x + size.x, min.y + size.y}, true);
    draw_frame(draw, frame, bare);
    draw_cells(draw, frame, map, style, seen.places);
    draw_colour_bar(draw, frame, style, bar);
    const float right = min.x + size.x - text_size(style, map.label).x;
    draw_text(draw, style, {right, min.y}, style.text, map.label);
    draw.PopClipRect();
    return seen;
}

}  // namespace la::plot
