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

// A place of a plot that takes clicks, as it stood in the last frame; the title's are the caller's.
struct PlotPart {
    std::string name;  // "title", "y_scale", "x_scale", "fit", "legend.<series>"
    ImVec4 rect;       // x0, y0, x1, y1 in pixels
};

// What a plot remembers between frames; the caller keeps it, one per plot. Without it limits are
// chosen anew in every frame and the mouse does nothing but read out.
struct PlotState {
    Range x, y;                                                          // limits of the last frame
    AxisScale x_scale = AxisScale::Linear, y_scale = AxisScale::Linear;  // likewise
    ImVec4 inside{0, 0, 0, 0};  // the rectangle between the axes, likewise
    std::vector<PlotPart> parts;

    // Chosen by hand; not valid: fitted to the data.
    Range zoom_x, zoom_y;
    std::optional<AxisScale> wish_x, wish_y;
    std::vector<std::string> hidden;  // series

    bool zoomed() const { return zoom_x.valid() || zoom_y.valid(); }
    bool shows(std::string_view series) const;
    const PlotPart* part(std::string_view name) const;  // null: not on screen
    void fit();                                         // back to limits that follow the data

    // A drag under way.
    enum class Drag { None, Pan, Box } drag = Drag::None;
    bool drag_x = false, drag_y = false;  // which axes it moves
    ImVec2 drag_from{0, 0};
    Range drag_range_x, drag_range_y;

    std::optional<Corner> legend;  // where it stands, since its own corner was not free
    std::vector<Curve> curves;     // of the series shown, as last drawn
};

// Takes over the limits and places of a frame; its parts are then added as they are drawn.
void remember(const Frame& frame, PlotState& state);

// Limits about a place (0 at lo, 1 at hi) that stays where it is; factor < 1: narrower. As they
// were, where numbers would no longer tell the ends apart.
Range zoom_range(Range range, AxisScale scale, double place, double factor);
// Limits moved on by a part of their width.
Range pan_range(Range range, AxisScale scale, double by);

// Lets the mouse act on the plot that is the last item of ImGui, by the places of the last frame:
// drag pans, right or shift drag marks a box to zoom into, the wheel zooms about the pointer, on an
// axis that axis alone; a double click fits again. Clicks on parts and a right click on an axis do
// what they say. True while the pointer only reads: no drag, not on a part.
bool use_mouse(PlotState& state);

// The box under way, on top of everything.
void draw_box(ImDrawList& draw, const PlotState& state, const PlotStyle& style);

}  // namespace la::plot
