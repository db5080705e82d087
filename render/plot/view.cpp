#include "render/plot/view.h"

#include <algorithm>
#include <cmath>

namespace la::plot {

namespace {

constexpr double kWheel = 1.18;    // zoom of one notch
constexpr float kStill = 3;        // pixels that a click may move
constexpr double kPrecise = 1e-9;  // of the larger end: no limits are narrower
constexpr double kMax = 1e30;
constexpr std::string_view kLegend = "legend.";

bool within(ImVec4 rect, ImVec2 at) {
    return at.x >= rect.x && at.x < rect.z && at.y >= rect.y && at.y < rect.w;
}

bool usable(Range range, AxisScale scale) {
    const double size = std::max(std::abs(range.lo), std::abs(range.hi));
    if (!range.valid() || !(size < kMax)) {
        return false;
    }
    return scale == AxisScale::Linear ? range.hi - range.lo > kPrecise * size
                                      : range.lo > 1 / kMax && range.hi / range.lo > 1 + kPrecise;
}

double unit_x(const PlotState& s, float x) {
    return (x - s.inside.x) / std::max(s.inside.z - s.inside.x, 1.0f);
}

double unit_y(const PlotState& s, float y) {
    return (s.inside.w - y) / std::max(s.inside.w - s.inside.y, 1.0f);
}

// The axes under a place: both inside the axes, x below, y on the left.
struct Axes {
    bool x = false, y = false;
};

Axes axes_at(const PlotState& s, ImVec2 at) {
    if (within(s.inside, at)) {
        return {true, true};
    }
    const bool below = at.y >= s.inside.w && at.x >= s.inside.x;
    const bool beside = at.x < s.inside.x && at.y >= s.inside.y && at.y < s.inside.w;
    return {below, beside};
}

void turn(std::optional<AxisScale>& request, AxisScale now, Range& zoom) {
    request = now == AxisScale::Linear ? AxisScale::Log : AxisScale::Linear;
    zoom = {};
}

void begin_drag(PlotState& s, PlotState::Drag kind, Axes axes) {
    if (!axes.x && !axes.y) {
        return;
    }
    s.drag = kind;
    s.drag_x = axes.x;
    s.drag_y = axes.y;
    s.drag_from = ImGui::GetIO().MousePos;
    s.drag_range_x = s.x;
    s.drag_range_y = s.y;
}

void pan(PlotState& s, ImVec2 at) {
    if (std::hypot(at.x - s.drag_from.x, at.y - s.drag_from.y) <= kStill && !s.zoomed()) {
        return;
    }
    if (s.drag_x) {
        s.zoom_x = pan_range(s.drag_range_x, s.x_scale, unit_x(s, s.drag_from.x) - unit_x(s, at.x));
    }
    if (s.drag_y) {
        s.zoom_y = pan_range(s.drag_range_y, s.y_scale, unit_y(s, s.drag_from.y) - unit_y(s, at.y));
    }
}

// A box that is only wide zooms x, one that is only high zooms y.
void end_box(PlotState& s, ImVec2 at) {
    const auto part = [](Range range, AxisScale scale, double a, double b) {
        const double lo = std::clamp(std::min(a, b), 0.0, 1.0);
        const double hi = std::clamp(std::max(a, b), 0.0, 1.0);
        const Range box{from_unit(lo, range, scale), from_unit(hi, range, scale)};
        return usable(box, scale) ? box : range;
    };
    if (std::abs(at.x - s.drag_from.x) > 2 * kStill) {
        s.zoom_x = part(s.x, s.x_scale, unit_x(s, s.drag_from.x), unit_x(s, at.x));
    }
    if (std::abs(at.y - s.drag_from.y) > 2 * kStill) {
        s.zoom_y = part(s.y, s.y_scale, unit_y(s, s.drag_from.y), unit_y(s, at.y));
    }
}

void go_on(PlotState& s) {
    const ImGuiIO& io = ImGui::GetIO();
    if (s.drag == PlotState::Drag::Pan) {
        pan(s, io.MousePos);
    }
    if (!io.MouseDown[0] && !io.MouseDown[1]) {
        if (s.drag == PlotState::Drag::Box) {
            end_box(s, io.MousePos);
        }
        s.drag = PlotState::Drag::None;
    }
}

void wheel(PlotState& s, Axes axes) {
    const ImGuiIO& io = ImGui::GetIO();
    const double factor = std::pow(kWheel, -static_cast<double>(io.MouseWheel));
    if (axes.x) {
        s.zoom_x = zoom_range(s.x, s.x_scale, unit_x(s, io.MousePos.x), factor);
    }
    if (axes.y) {
        s.zoom_y = zoom_range(s.y, s.y_scale, unit_y(s, io.MousePos.y), factor);
    }
}

// Handles the buttons that went down on the plot in this frame.
void begin(PlotState& s, Axes axes) {
    const ImGuiIO& io = ImGui::GetIO();
    const bool inside = axes.x && axes.y;
    if (ImGui::IsMouseDoubleClicked(0)) {
        s.zoom_x = axes.x ? Range{} : s.zoom_x;
        s.zoom_y = axes.y ? Range{} : s.zoom_y;
    } else if (ImGui::IsMouseClicked(0)) {
        begin_drag(s, inside && io.KeyShift ? PlotState::Drag::Box : PlotState::Drag::Pan, axes);
    } else if (ImGui::IsMouseClicked(1) && inside) {
        begin_drag(s, PlotState::Drag::Box, axes);
    } else if (ImGui::IsMouseClicked(1) && axes.x) {
        turn(s.requested_x, s.x_scale, s.zoom_x);
    } else if (ImGui::IsMouseClicked(1) && axes.y) {
        turn(s.requested_y, s.y_scale, s.zoom_y);
    }
}

}  // namespace

bool PlotState::shows(std::string_view series) const {
    return std::find(hidden.begin(), hidden.end(), series) == hidden.end();
}

const PlotPart* PlotState::part(std::string_view name) const {
    const auto at = std::find_if(parts.begin(), parts.end(),
                                 [&](const PlotPart& part) { return part.name == name; });
    return at == parts.end() ? nullptr : &*at;
}

void PlotState::fit() {
    zoom_x = {};
    zoom_y = {};
}

void remember(const Frame& frame, PlotState& state) {
    state.x = frame.x_range;
    state.y = frame.y_range;
    state.x_scale = frame.x_scale;
    state.y_scale = frame.y_scale;
    state.inside = {frame.plot_min.x, frame.plot_min.y, frame.plot_max.x, frame.plot_max.y};
    state.parts.clear();
}

Range zoom_range(Range range, AxisScale scale, double place, double factor) {
    const Range out{from_unit(place - place * factor, range, scale),
                    from_unit(place + (1 - place) * factor, range, scale)};
    return usable(out, scale) ? out : range;
}

Range pan_range(Range range, AxisScale scale, double by) {
    const Range out{from_unit(by, range, scale), from_unit(1 + by, range, scale)};
    return usable(out, scale) ? out : range;
}

void press_part(PlotState& s, const std::string& part) {
    if (part == "y_scale") {
        turn(s.requested_y, s.y_scale, s.zoom_y);
    } else if (part == "x_scale") {
        turn(s.requested_x, s.x_scale, s.zoom_x);
    } else if (part == "fit") {
        s.fit();
    } else if (part.starts_with(kLegend)) {
        const std::string name = part.substr(kLegend.size());
        const auto at = std::find(s.hidden.begin(), s.hidden.end(), name);
        if (at == s.hidden.end()) {
            s.hidden.push_back(name);
        } else {
            s.hidden.erase(at);
        }
    }
}

void move_by_keys(PlotState& s, int right, int up) {
    constexpr double kPan = 0.1, kZoom = 0.8;
    if (!s.x.valid()) {
        return;
    }
    if (right != 0) {
        s.zoom_x = pan_range(s.x, s.x_scale, kPan * right);
    }
    if (up != 0) {
        s.zoom_x = zoom_range(s.x, s.x_scale, 0.5, up > 0 ? kZoom : 1 / kZoom);
    }
}

bool use_mouse(PlotState& s) {
    if (s.drag != PlotState::Drag::None) {
        go_on(s);
        return false;
    }
    if (!ImGui::IsItemHovered() || !s.x.valid() || !s.y.valid()) {
        return true;
    }
    const ImVec2 at = ImGui::GetIO().MousePos;
    for (const PlotPart& part : s.parts) {
        if (within(part.rect, at)) {
            if (ImGui::IsMouseClicked(0)) {
                press_part(s, part.name);
            }
            return false;
        }
    }
    const Axes axes = axes_at(s, at);
    if (ImGui::GetIO().MouseWheel != 0) {
        wheel(s, axes);
    }
    begin(s, axes);
    return s.drag != PlotState::Drag::Box;
}

void draw_box(ImDrawList& draw, const PlotState& s, const PlotStyle& style) {
    if (s.drag != PlotState::Drag::Box) {
        return;
    }
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const ImVec2 to(std::clamp(mouse.x, s.inside.x, s.inside.z),
                    std::clamp(mouse.y, s.inside.y, s.inside.w));
    const ImVec2 lo(std::min(to.x, s.drag_from.x), std::min(to.y, s.drag_from.y));
    const ImVec2 hi(std::max(to.x, s.drag_from.x), std::max(to.y, s.drag_from.y));
    draw.AddRectFilled(lo, hi, style.highlight);
    draw.AddRect(lo, hi, style.hairline);
}

}  // namespace la::plot
