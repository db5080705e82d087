#include "render/plot/switches.h"

#include <algorithm>
#include <string>

#include "render/plot/label.h"

namespace la::plot {

namespace {

struct Switch {
    const char* name;
    const char* text;
    const char* tip;
};

// Draws a word that ends at `right`; returns where the next one may end.
float draw_switch(ImDrawList& draw, const PlotStyle& style, PlotState& state, const Switch& what,
                  ImVec2 right) {
    const ImVec2 size = text_size(style, what.text);
    const float pad = style.px(4);
    const ImVec4 rect(right.x - size.x - 2 * pad, right.y, right.x, right.y + size.y + style.px(1));
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const bool hovered = ImGui::IsItemHovered() && mouse.x >= rect.x && mouse.x < rect.z &&
                         mouse.y >= rect.y && mouse.y < rect.w;
    if (hovered) {
        draw.AddRectFilled({rect.x, rect.y}, {rect.z, rect.w}, style.highlight, style.px(3));
        ImGui::SetTooltip("%s", what.tip);
    }
    draw_text(draw, style, {rect.x + pad, rect.y}, hovered ? style.text : style.text_dim,
              what.text);
    state.parts.push_back({what.name, rect});
    return rect.x;
}

const char* text_of(AxisScale scale) {
    return scale == AxisScale::Log ? "log" : "lin";
}

const char* tip_of(AxisScale scale) {
    return scale == AxisScale::Log ? "logarithmic axis; a click makes it linear"
                                   : "linear axis; a click makes it logarithmic";
}

}  // namespace

void draw_switches(ImDrawList& draw, Frame& frame, const PlotStyle& style, PlotState& state) {
    const float line = text_size(style, "0").y;
    float right = frame.plot_max.x;
    if (!frame.y_label.empty()) {
        right = draw_switch(draw, style, state,
                            {"y_scale", text_of(frame.y_scale), tip_of(frame.y_scale)},
                            {right, frame.min.y});
    }
    if (state.zoomed()) {
        right = draw_switch(draw, style, state,
                            {"fit", "fit", "all of the data again; so does a double click"},
                            {right - style.px(2), frame.min.y});
    }
    frame.y_label_room = std::max(right - style.px(4) - frame.plot_min.x, 0.0f);
    if (!frame.y_label.empty()) {
        const float width = std::min(text_size(style, frame.y_label).x, frame.y_label_room);
        state.parts.push_back({"title",
                               {frame.plot_min.x, frame.min.y, frame.plot_min.x + width,
                                frame.min.y + line + style.px(1)}});
    }
    if (!frame.x_label.empty() && !frame.grouped) {
        draw_switch(draw, style, state, {"x_scale", text_of(frame.x_scale), tip_of(frame.x_scale)},
                    {frame.plot_max.x, frame.max.y - line});
    }
}

Corner free_corner(const Frame& frame, const PlotStyle& style, std::span<const LegendEntry> entries,
                   Corner wanted, const std::function<bool(const ImVec4& box)>& covered,
                   const PlotState& state) {
    if (wanted == Corner::None) {
        return wanted;
    }
    const Corner here = state.legend.value_or(wanted);
    const ImVec4 box = legend_box(frame, style, entries, here);
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const bool in_use = mouse.x >= box.x && mouse.x < box.z && mouse.y >= box.y && mouse.y < box.w;
    if (in_use || !covered(box)) {
        return here;
    }
    for (const Corner corner :
         {wanted, Corner::TopLeft, Corner::TopRight, Corner::BottomLeft, Corner::BottomRight}) {
        if (!covered(legend_box(frame, style, entries, corner))) {
            return corner;
        }
    }
    return wanted;
}

void add_legend_parts(std::span<const LegendEntry> entries, const LegendPlace& place,
                      PlotState& state) {
    for (std::size_t i = 0; i < place.entries.size(); ++i) {
        state.parts.push_back({"legend." + std::string(entries[i].name), place.entries[i]});
    }
}

}  // namespace la::plot
