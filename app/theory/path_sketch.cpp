#include <array>
#include <cmath>
#include <cstdio>
#include <string>

#include "app/theory/theory_page.h"
#include "app/ui/class_marker.h"
#include "app/ui/formula.h"
#include "app/ui/hit_area.h"
#include "app/ui/solid_buttons.h"
#include "render/plot/number.h"

namespace la {

namespace {

constexpr float kNotch = 0.1f;  // by which an arrow moves a state
constexpr float kHit = 22;      // design pixels of a state under the mouse
constexpr int kLast = PathSketch::kLayers;

// The square of the sketch on screen.
struct Plane {
    Rect rect;
    float scale() const { return rect.width() / (2 * PathSketch::kReach); }
    ImVec2 pixel(glm::vec2 x) const {
        return {(rect.min.x + rect.max.x) / 2 + x.x * scale(),
                (rect.min.y + rect.max.y) / 2 - x.y * scale()};
    }
    glm::vec2 point(ImVec2 at) const {
        return {(at.x - (rect.min.x + rect.max.x) / 2) / scale(),
                ((rect.min.y + rect.max.y) / 2 - at.y) / scale()};
    }
};

void dashed(ImDrawList& draw, ImVec2 from, ImVec2 to, ImU32 colour, float dash) {
    const float length = std::hypot(to.x - from.x, to.y - from.y);
    const auto at = [&](float s) {
        const float part = std::min(s / std::max(length, 1.0f), 1.0f);
        return ImVec2(from.x + part * (to.x - from.x), from.y + part * (to.y - from.y));
    };
    for (float s = 0; s < length; s += 2 * dash) {
        draw.AddLine(at(s), at(s + dash), colour, 0.3f * dash);
    }
}

// The mouse and the arrows move a state.
void move_by_hand(const FrameContext& context, const Plane& plane, int path, int k) {
    PathSketch& sketch = context.temp.theory.sketch;
    const Theme& theme = context.theme();
    const std::string name = "sketch." + std::to_string(path) + "." + std::to_string(k);
    const float half = theme.px(kHit) / 2;
    const ImVec2 at = plane.pixel(sketch.paths[path][k]);
    ImGui::SetCursorScreenPos({at.x - half, at.y - half});
    hit_area(name.c_str(), {2 * half, 2 * half});
    context.ui.controls().add(name, {{at.x - half, at.y - half}, {at.x + half, at.y + half}});
    context.ui.add_stop(name);
    const bool end = k == 0 || k == kLast;
    context.ui.tooltip_of(name.c_str(),
                          end ? "Drag an end: D and W₂² change with it; arrows move it, too"
                              : "Drag it: A grows, D stays; arrows move it, too");
    const ImVec2 mouse = ImGui::GetIO().MouseDelta;
    if (ImGui::IsItemActive() && (mouse.x != 0 || mouse.y != 0)) {
        move_state(sketch, path, k, plane.point(ImGui::GetIO().MousePos));
    }
    const auto [right, up] = context.ui.controls().nudged_in_plane(name);
    if (right != 0 || up != 0) {
        move_state(sketch, path, k,
                   sketch.paths[path][k] +
                       kNotch * glm::vec2(static_cast<float>(right), static_cast<float>(up)));
    }
}

void draw_path(const FrameContext& context, const Plane& plane, int path) {
    const Theme& theme = context.theme();
    const Palette& p = *theme.palette;
    const PathSketch::Path& states = context.temp.theory.sketch.paths[path];
    const ImU32 colour = theme.colour(p.classes[static_cast<std::size_t>(path)]);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    std::array<ImVec2, kLast + 1> at{};
    for (int k = 0; k <= kLast; ++k) {
        at[k] = plane.pixel(states[k]);
    }
    draw.AddPolyline(at.data(), kLast + 1, colour, 0, theme.px(2));
    for (int k = 1; k < kLast; ++k) {
        draw.AddCircleFilled(at[k], theme.px(5), theme.colour(p.plot));
        draw.AddCircle(at[k], theme.px(5), colour, 0, theme.px(2));
    }
    for (const int k : {0, kLast}) {
        draw.AddCircleFilled(at[k], theme.px(9), theme.colour(p.plot));
        draw_class_marker(draw, at[k], theme.px(7), path, colour);
        const Formula name = small_formula(theme, k == 0 ? "x_0" : "x_L");
        draw_formula(draw, name, {at[k].x - formula_width(name) / 2, at[k].y + theme.px(9)},
                     theme.colour(p.text_dim));
    }
}

// The pairing that W2^2 finds, where it is another than that of the paths.
void draw_pairing(const FrameContext& context, const Plane& plane, const SketchMeasures& of) {
    if (of.w2_squared >= of.displacement * (1 - 1e-6)) {
        return;
    }
    const auto& paths = context.temp.theory.sketch.paths;
    const Theme& theme = context.theme();
    for (const int i : {0, 1}) {
        dashed(*ImGui::GetWindowDrawList(), plane.pixel(paths[i].front()),
               plane.pixel(paths[1 - i].back()), theme.colour(theme.palette->text_dim),
               theme.px(5));
    }
}

// "A 4.00 ≥ D 4.00 ≥ W₂² 4.00", and what that makes of S and O.
void numbers(const FrameContext& context, const Rect& rect, const SketchMeasures& of) {
    const Theme& theme = context.theme();
    char chain[96], ratios[96];
    std::snprintf(chain, sizeof chain, "A %.2f  ≥  D %.2f  ≥  W_2^2 %.2f", of.action,
                  of.displacement, of.w2_squared);
    std::snprintf(ratios, sizeof ratios, "S = D / A = %.2f     O = W_2^2 / D = %.2f",
                  of.straightness, of.optimality);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_formula(draw, small_formula(theme, chain), rect.min, theme.colour(theme.palette->text));
    draw_formula(draw, small_formula(theme, ratios), {rect.min.x, rect.min.y + theme.px(22)},
                 theme.colour(theme.palette->text));
    context.ui.controls().add("sketch.numbers", rect);
    context.temp.theory.said.push_back({"sketch", {chain, ratios}});
}

void buttons(const FrameContext& context, ImVec2 at) {
    ImGui::SetCursorScreenPos(at);
    ImGui::PushFont(context.theme().fonts.small);
    const SolidButtons solid(context.theme());
    if (context.ui.button("sketch.swap", "swap the ends",
                          "Each path ends where the other did: D grows, W₂² stays")) {
        swap_ends(context.temp.theory.sketch);
    }
    ImGui::SameLine();
    if (context.ui.button("sketch.straight", "straighten", "Two straight paths side by side")) {
        context.temp.theory.sketch = {};
    }
    ImGui::PopFont();
}

}  // namespace

void path_sketch(const FrameContext& context, const Rect& rect) {
    constexpr float kNumbers = 46, kButtons = 26, kGap = 6;
    const Theme& theme = context.theme();
    const float below = theme.px(kNumbers + kButtons + 2 * kGap);
    const float side = std::floor(std::max(std::min(rect.width(), rect.height() - below), 1.0f));
    const float left = std::floor(rect.min.x + (rect.width() - side) / 2);
    const Plane plane{{{left, rect.min.y}, {left + side, rect.min.y + side}}};
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(plane.rect.min, plane.rect.max, theme.colour(theme.palette->plot),
                       theme.px(4));
    draw.AddRect(plane.rect.min, plane.rect.max, theme.colour(theme.palette->panel_border),
                 theme.px(4));
    context.ui.controls().add("sketch", plane.rect);
    for (const int path : {0, 1}) {
        for (int k = 0; k <= kLast; ++k) {
            move_by_hand(context, plane, path, k);
        }
    }
    const SketchMeasures measured = measures_of(context.temp.theory.sketch);
    draw_pairing(context, plane, measured);
    draw_path(context, plane, 0);
    draw_path(context, plane, 1);
    const float top = plane.rect.max.y + theme.px(kGap);
    numbers(context, {{left, top}, {left + side, top + theme.px(kNumbers)}}, measured);
    buttons(context, {left, top + theme.px(kNumbers)});
}

}  // namespace la
