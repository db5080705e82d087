#include "app/views/space_views.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/ui/hit_area.h"
#include "app/views/flow_scenes.h"

namespace la {

namespace {

constexpr float kRotation = 0.006f;  // radians per logical pixel
constexpr float kMagnify = 1.12f;    // per notch of the wheel

float aspect_of(ImVec2 size) {
    return size.x / std::max(1.0f, size.y);
}

// Screen position of a point of the box.
ImVec2 screen_place(const OrbitCamera& camera, glm::vec3 place, const Rect& rect) {
    const glm::vec4 clip = camera.matrix(aspect_of(rect.size())) * glm::vec4(place, 1);
    return {rect.min.x + (0.5f + 0.5f * clip.x / clip.w) * rect.width(),
            rect.min.y + (0.5f - 0.5f * clip.y / clip.w) * rect.height()};
}

// Both boxes turn together: the keyboard comes to the first.
void turn_by_keys(const FrameContext& context, OrbitCamera& camera, const Rect& rect) {
    constexpr float kTurn = 0.12f;  // radians a notch
    constexpr const char* kName = "space";
    Controls& controls = context.ui.controls();
    if (controls.rects().contains(kName)) {
        return;
    }
    controls.add(kName, rect);
    context.ui.add_stop(kName);
    const auto [right, up] = controls.nudged_in_plane(kName);
    camera.orbit(kTurn * glm::vec2(static_cast<float>(-right), static_cast<float>(-up)));
    if (controls.used(kName)) {
        camera.reset();
    }
}

void handle_mouse(const FrameContext& context, OrbitCamera& camera, const Rect& rect) {
    const ImGuiIO& io = ImGui::GetIO();
    ImGui::SetCursorScreenPos(rect.min);
    hit_area("space", rect.size(),
             ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight);
    turn_by_keys(context, camera, rect);
    const glm::vec2 moved(io.MouseDelta.x, io.MouseDelta.y);
    if (ImGui::IsItemHovered()) {
        if (ImGui::IsMouseDoubleClicked(0)) {
            camera.reset();
        }
        if (io.MouseWheel != 0) {
            const glm::vec2 at((io.MousePos.x - rect.min.x) / rect.width() * 2 - 1,
                               1 - (io.MousePos.y - rect.min.y) / rect.height() * 2);
            camera.zoom(std::pow(kMagnify, io.MouseWheel), at);
        }
    }
    if (ImGui::IsItemActive() && ImGui::IsMouseDragging(0, 2)) {
        camera.orbit(glm::vec2(-moved.x, moved.y) * kRotation / context.theme().scale);
    } else if (ImGui::IsItemActive() && ImGui::IsMouseDragging(1, 2)) {
        camera.move({2 * moved.x / rect.width(), -2 * moved.y / rect.height()});
    }
}

// Draws text below a place, clamped to the view.
void label(const FrameContext& context, ImVec2 at, const Rect& rect, const char* text) {
    const Theme& theme = context.theme();
    const float size = theme.px(Fonts::kSmall);
    const ImVec2 extent = theme.fonts.small->CalcTextSizeA(size, 1e9f, 0, text);
    const float low = rect.max.y - extent.y - theme.px(6);
    ImGui::GetWindowDrawList()->AddText(theme.fonts.small, size,
                                        {at.x - extent.x / 2, std::min(at.y + theme.px(4), low)},
                                        theme.colour(theme.palette->text_dim), text);
}

// Labels the cube's axes beside edges that no other edge hides: the lowest edges along the first
// and the third axis, the leftmost edge along the second.
void name_axes(const FrameContext& context, const OrbitCamera& camera, const Rect& rect) {
    const bool principal = context.observation->projection != nullptr;
    for (int axis = 0; axis < 3; ++axis) {
        ImVec2 best{1e9f, -1e9f};
        for (const glm::vec2 edge : {glm::vec2(-1, -1), {1, -1}, {-1, 1}, {1, 1}}) {
            glm::vec3 middle(0);
            middle[(axis + 1) % 3] = edge.x;
            middle[(axis + 2) % 3] = edge.y;
            const ImVec2 at = screen_place(camera, kCubeHalf * middle, rect);
            if (axis == 1 ? at.x < best.x : at.y > best.y) {
                best = at;
            }
        }
        char text[8];
        std::snprintf(text, sizeof text, principal ? "PC %d" : "x%d", axis + 1);
        if (axis == 1) {
            best.x -= context.theme().px(24);
            best.y -= context.theme().px(12);
        }
        label(context, best, rect, text);
    }
}

void name_ends(const FrameContext& context, const OrbitCamera& camera, const Rect& rect) {
    // Below the lower corner of the input's and the output's frame.
    const auto lowest = [&](float along) {
        const ImVec2 a = screen_place(camera, kSpaceHalf * glm::vec3(along, -1, -1), rect);
        const ImVec2 b = screen_place(camera, kSpaceHalf * glm::vec3(along, -1, 1), rect);
        return ImVec2{(a.x + b.x) / 2, std::max(a.y, b.y)};
    };
    label(context, lowest(-1), rect, "input");
    label(context, lowest(1), rect, "output");
    const ImVec2 left = screen_place(camera, kSpaceHalf * glm::vec3(-1, -1, 1), rect);
    const ImVec2 right = screen_place(camera, kSpaceHalf * glm::vec3(1, -1, 1), rect);
    label(context, {(left.x + right.x) / 2, (left.y + right.y) / 2}, rect, "depth");
}

}  // namespace

SpaceFrame space_frame(const FrameContext& context) {
    SpaceFrame frame{context.temp.view.ease.current(1)};
    if (context.shows_cube()) {
        const Viewport third = context.temp.view.third_ease.current(1);
        frame.third = third.centre.x;
        frame.plane.half_height = std::max(frame.plane.half_height, third.half_height);
    }
    return frame;
}

void SpaceViews::render(const FrameContext& context, int member, ImVec2 pixels, PixelRows rows) {
    View& view = views_[member];
    view.canvas.resize({static_cast<int>(pixels.x), static_cast<int>(pixels.y)}, rows);
    FlowScene scene;
    if (context.observation && member < static_cast<int>(context.observation->members.size())) {
        scene =
            make_flow_scene(*context.observation, member, context.temp.depth.value, context.state);
        add_third(scene, *context.observation, member);
        scene.trail_budget = context.temp.view.trail_budget;
        scene.particle_budget = context.temp.view.particle_budget;
    }
    scene.pixel_scale = context.theme().scale;
    view.renderer.draw(scene, space_frame(context), camera_, *context.theme().palette, view.canvas);
}

void SpaceViews::show(const FrameContext& context, const Rect& rect) {
    handle_mouse(context, camera_, rect);
    if (context.shows_cube()) {
        name_axes(context, camera_, rect);
    } else {
        name_ends(context, camera_, rect);
    }
}

}  // namespace la
