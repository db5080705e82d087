#pragma once
#include <imgui.h>

#include <string_view>
#include <vector>

#include "render/plot/range.h"
#include "render/plot/style.h"
#include "render/plot/ticks.h"

namespace la::plot {

struct Axis {
    std::string_view label{};  // with its unit; y's stands above the plot, x's below it
    AxisScale scale = AxisScale::Linear;
    Range limits{};       // fixed limits; fitted to the data if not valid
    bool counts = false;  // whole numbers: no ticks between them
};

// A plot's rectangle, axes and ticks, in ImGui's pixels. All of it is inside the size it was made
// for. Thread: the one with the ImGui context.
struct Frame {
    ImVec2 min;  // everything
    ImVec2 max;
    ImVec2 plot_min;  // inside the axes
    ImVec2 plot_max;
    Range x_range;
    Range y_range;
    AxisScale x_scale = AxisScale::Linear;
    AxisScale y_scale = AxisScale::Linear;
    std::vector<Tick> x_ticks;
    std::vector<Tick> y_ticks;
    std::string_view x_label;
    std::string_view y_label;
    bool grouped = false;    // x counts groups
    float y_label_room = 0;  // pixels for the y label; switches in the same row take some of them

    float x_pixel(double value) const;
    float y_pixel(double value) const;  // bounded, so that it can be drawn and clipped
    double x_value(float pixel) const;
    bool contains(ImVec2 point) const;  // inside the axes
};

// What a frame is made from. With groups > 0 the x axis counts them from first_group on, otherwise
// it shows x's range.
struct FrameRequest {
    ImVec2 min{};
    ImVec2 size{};
    Axis x{};
    Axis y{};  // both limits are set
    int first_group = 1;
    int groups = 0;
};

Frame make_frame(const FrameRequest& request, const PlotStyle& style);
// Background, grid, tick labels and axis labels.
void draw_frame(ImDrawList& draw, const Frame& frame, const PlotStyle& style);

// Largest width inside the axes that a size can give; for decimation before the layout.
inline int columns_for(float width) {
    return width > 16 ? static_cast<int>(width) : 16;
}

}  // namespace la::plot
