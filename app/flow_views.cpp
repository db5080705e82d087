#include "app/flow_views.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/flow_scenes.h"
#include "app/framing.h"
#include "render/plot/number.h"
#include "render/plot/ticks.h"

namespace la {

namespace {

constexpr int kFieldPoints = 112;       // along the shorter side of a view
constexpr float kFieldMargin = 0.12f;   // the field reaches beyond the view, so it can move a little

float aspect_of(ImVec2 size) { return size.x / std::max(1.0f, size.y); }

bool contains(const FieldRequest& outer, const Viewport& view) {
    const glm::vec2 lo = view.lo();
    const glm::vec2 hi = view.hi();
    return outer.lo.x <= lo.x && outer.lo.y <= lo.y && outer.hi.x >= hi.x && outer.hi.y >= hi.y;
}

}  // namespace

void FlowViews::update(const Observation* seen, UiTemp& temp, float seconds) {
    if (seen && seen->version != aimed_) {
        const Box box = frame_box(*seen);
        temp.ease.aim(box.lo, box.hi);
        aimed_ = seen->version;
    }
    temp.ease.update(seconds);
}

FieldRequest FlowViews::field_request(const UiTemp& temp, float aspect, int layers) {
    const Viewport view = temp.ease.current(aspect);
    const glm::vec2 half = view.half_size() * (1 + kFieldMargin);
    const float size = (field_.hi.y - field_.lo.y) / 2;
    // The old rectangle serves as long as the view lies inside and is not much smaller.
    if (field_.width == 0 || !contains(field_, view) || size > 1.5f * half.y) {
        field_.lo = view.centre - half;
        field_.hi = view.centre + half;
    }
    field_.height = kFieldPoints;
    field_.width = std::min(4 * kFieldPoints, static_cast<int>(kFieldPoints * aspect));
    field_.layer = std::clamp(static_cast<int>(temp.depth.value), 0, layers);
    return field_;
}

void FlowViews::render(const Panel& panel, int member, ImVec2 pixels) {
    View& view = views_[member];
    view.canvas.resize({static_cast<int>(pixels.x), static_cast<int>(pixels.y)});
    const Palette& palette = *panel.theme().palette;
    const Viewport viewport = panel.temp.ease.current(aspect_of(pixels));
    FlowScene scene;
    if (panel.seen && member < static_cast<int>(panel.seen->members.size())) {
        scene = make_flow_scene(*panel.seen, member, panel.temp.depth.value, panel.state);
        scene.trail_budget = panel.temp.trail_budget;
    }
    scene.pixel_scale = panel.theme().scale;
    view.renderer.draw(scene, viewport, palette, view.canvas);
}

namespace {

void axis_labels(const Panel& panel, const Rect& rect, const Viewport& view) {
    const Theme& theme = panel.theme();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    ImFont* font = theme.fonts.small;
    const float size = (Fonts::kSmall - 2) * theme.scale;
    const ImU32 colour = plot::with_alpha(theme.colour(theme.palette->text), 0.55f);
    const glm::vec2 extent{rect.width(), rect.height()};
    const float tick = theme.px(4);
    for (const plot::Tick& t : plot::linear_ticks(view.lo().x, view.hi().x, 7)) {
        const float x = rect.min.x + view.to_pixel({t.value, 0}, extent).x;
        const ImVec2 text = font->CalcTextSizeA(size, 1e9f, 0, t.label.c_str());
        draw.AddLine({x, rect.max.y}, {x, rect.max.y - tick}, colour);
        if (x - text.x / 2 > rect.min.x + theme.px(16) && x + text.x / 2 < rect.max.x - theme.px(4)) {
            draw.AddText(font, size, {x - text.x / 2, rect.max.y - tick - text.y}, colour,
                         t.label.c_str());
        }
    }
    for (const plot::Tick& t : plot::linear_ticks(view.lo().y, view.hi().y, 7)) {
        const float y = rect.min.y + view.to_pixel({0, t.value}, extent).y;
        const ImVec2 text = font->CalcTextSizeA(size, 1e9f, 0, t.label.c_str());
        draw.AddLine({rect.min.x, y}, {rect.min.x + tick, y}, colour);
        if (y - text.y > rect.min.y + theme.px(60) && y + text.y < rect.max.y - theme.px(20)) {
            draw.AddText(font, size, {rect.min.x + tick + theme.px(3), y - text.y / 2}, colour,
                         t.label.c_str());
        }
    }
}

// Text on a soft plate, so that it can be read over particles.
void plate(const Theme& theme, ImFont* font, float size, ImVec2 at, ImU32 colour, const char* text) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 extent = font->CalcTextSizeA(size, 1e9f, 0, text);
    const float pad = theme.px(4);
    draw.AddRectFilled({at.x - pad, at.y - pad / 2}, {at.x + extent.x + pad, at.y + extent.y + pad / 2},
                       plot::with_alpha(theme.colour(theme.palette->plot), 0.8f), theme.px(4));
    draw.AddText(font, size, at, colour, text);
}

// Colour and marker of every class, in the lower right corner.
void legend(const Panel& panel, const Rect& rect) {
    const Theme& theme = panel.theme();
    const Palette& p = *theme.palette;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float size = theme.px(Fonts::kSmall);
    const float column = theme.px(70);
    float x = rect.max.x - 2 * column - theme.px(4);
    const float y = rect.max.y - theme.px(40);
    draw.AddRectFilled({x - theme.px(8), y - theme.px(3)}, {rect.max.x - theme.px(10), y + theme.px(19)},
                       plot::with_alpha(theme.colour(p.plot), 0.8f), theme.px(4));
    for (int c = 0; c < 2; ++c) {
        const ImVec2 at{x + theme.px(4), y + theme.px(8)};
        const float r = theme.px(4);
        const ImU32 colour = theme.colour(p.classes[c]);
        if (c == 0) {
            draw.AddCircleFilled(at, r, colour);
        } else {
            draw.AddRectFilled({at.x - r, at.y - r}, {at.x + r, at.y + r}, colour);
        }
        draw.AddText(theme.fonts.small, size, {x + theme.px(13), y},
                     plot::with_alpha(theme.colour(p.text), 0.75f), c == 0 ? "class 0" : "class 1");
        x += column;
    }
}

void captions(const Panel& panel, int member, const Rect& rect) {
    const Theme& theme = panel.theme();
    const ImU32 text = theme.colour(theme.palette->text);
    const ImU32 dim = plot::with_alpha(text, 0.75f);
    const MemberSnapshot& s = panel.shown().members[member];
    char line[96];
    const bool is_a = panel.has_a() && member == 0;
    std::snprintf(line, sizeof line, s.lambda == 0 ? "%s    λ = 0" : "%s    λ = %.3g", is_a ? "A" : "B",
                  s.lambda);
    const float left = rect.min.x + theme.px(14);
    plate(theme, theme.fonts.title, theme.px(19), {left, rect.min.y + theme.px(10)}, text, line);
    if (!panel.seen || member >= static_cast<int>(panel.seen->members.size())) {
        return;
    }
    const Metrics& metrics = panel.seen->members[member].metrics;
    std::snprintf(line, sizeof line, "test accuracy %.3f    action %s", metrics.test_accuracy,
                  plot::compact(metrics.action).c_str());
    plate(theme, theme.fonts.small, theme.px(Fonts::kSmall), {left, rect.min.y + theme.px(36)}, dim,
          line);
    const int outside = panel.temp.outside[member];
    if (outside > 0) {
        std::snprintf(line, sizeof line, "%d of %d points are outside", outside,
                      panel.seen->snapshot->data->size());
        const float size = theme.px(Fonts::kSmall);
        const ImVec2 extent = theme.fonts.small->CalcTextSizeA(size, 1e9f, 0, line);
        plate(theme, theme.fonts.small, size,
              {rect.max.x - extent.x - theme.px(12), rect.min.y + theme.px(14)},
              theme.colour(theme.palette->warning), line);
    }
}

}  // namespace

void FlowViews::show(const Panel& panel, int member, const Rect& rect) {
    const Theme& theme = panel.theme();
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    panel.ui.begin_panel(member == 0 && panel.has_a() ? "flow_a" : "flow_b", rect);
    const Viewport viewport = panel.temp.ease.current(aspect_of(rect.size()));
    if (panel.seen && member < static_cast<int>(panel.seen->members.size())) {
        panel.temp.outside[member] =
            count_outside(*panel.seen->members[member].states, panel.seen->snapshot->data->size(),
                          panel.temp.depth.value, {viewport.lo(), viewport.hi()});
    }
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    axis_labels(panel, rect, viewport);
    captions(panel, member, rect);
    legend(panel, rect);
    draw.AddRect(rect.min, rect.max, theme.colour(theme.palette->panel_border));
    panel.ui.controls().add(panel.has_a() && member == 0 ? "flow_a" : "flow_b", rect);
    panel.ui.end_panel();
    ImGui::PopStyleVar();
}

}  // namespace la
