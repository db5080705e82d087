#pragma once
#include <imgui.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "render/plot/curve.h"
#include "render/plot/legend.h"
#include "render/plot/range.h"
#include "render/plot/style.h"

namespace la::plot {

// A part of a plot that takes clicks, where it stood in the last frame. The caller handles the
// title's.
struct PlotPart {
    std::string name;  // "title", "y_scale", "x_scale", "fit", "legend.<series>"
    ImVec4 rect;       // x0, y0, x1, y1 in pixels
};

// What a plot remembers between frames; the caller keeps one for each plot. Without it, limits are
// chosen again in every frame and the mouse only reads values.
struct PlotState {
    Range x, y;                                                          // limits of the last frame
    AxisScale x_scale = AxisScale::Linear, y_scale = AxisScale::Linear;  // of the last frame
    ImVec4 inside{0, 0, 0, 0};  // of the last frame: the rectangle between the axes
    std::vector<PlotPart> parts;

    // Limits chosen by the user; if not valid, the data's.
    Range zoom_x, zoom_y;
    std::optional<AxisScale> requested_x, requested_y;
    std::vector<std::string> hidden;  // names of series

    bool zoomed() const { return zoom_x.valid() || zoom_y.valid(); }
    bool shows(std::string_view series) const;
    const PlotPart* part(std::string_view name) const;  // null: not on screen
    void fit();                                         // returns to limits that follow the data

    // A drag in progress.
    enum class Drag { None, Pan, Box } drag = Drag::None;
    bool drag_x = false, drag_y = false;  // which axes it moves
    ImVec2 drag_from{0, 0};
    Range drag_range_x, drag_range_y;

    std::optional<Corner> legend;  // corner of the legend while its own is not free
    std::vector<Curve> curves;     // of the visible series, as last drawn
};

// Takes the limits and places of a frame; parts are added as they are drawn.
void remember(const Frame& frame, PlotState& state);

// Limits zoomed about a place (0 at lo, 1 at hi) that keeps its value; factor < 1: narrower.
// Unchanged if numbers could not tell the new ends apart.
Range zoom_range(Range range, AxisScale scale, double place, double factor);
// Limits moved by a fraction of their width.
Range pan_range(Range range, AxisScale scale, double by);

// Lets the mouse act on the plot that is ImGui's last item, by the places of the last frame. A drag
// pans, a right or shift drag marks a box to zoom into, the wheel zooms about the pointer; on an
// axis, that axis alone. A double click fits again. Clicks on parts, and a right click on an axis,
// do what they say. True while the pointer only reads: no drag, not on a part.
bool use_mouse(PlotState& state);

// The same by keys: what a click on a part does; pans along x by notches to the right, and zooms x
// about its middle by notches up.
void press_part(PlotState& state, const std::string& part);
void move_by_keys(PlotState& state, int right, int up);

// The box of a drag in progress, above everything.
void draw_box(ImDrawList& draw, const PlotState& state, const PlotStyle& style);

}  // namespace la::plot
