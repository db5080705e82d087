#include "app/views/flow_views.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/views/fit_view.h"
#include "app/views/flow_scenes.h"
#include "app/views/framing.h"
#include "app/views/free_particle_arrows.h"
#include "app/views/member_depth.h"
#include "app/views/particle_tooltip.h"
#include "app/views/point_strokes.h"
#include "app/views/view_labels.h"
#include "render/gl/screen.h"

namespace la {

namespace {

constexpr int kFieldPoints = 112;      // along the shorter side of a view
constexpr float kFieldMargin = 0.12f;  // the field reaches beyond the view, so it can move a little
constexpr float kHoverRadius = 14;     // logical pixels
// Frames for which an underlay is reused: enough for two views and long frames.
constexpr std::uint64_t kUnderlayFrames = 4;
constexpr float kTooFar = 100;  // times larger than its target: the frame snaps to it

float aspect_of(ImVec2 size) {
    return size.x / std::max(1.0f, size.y);
}

bool contains(const FieldRequest& outer, const Viewport& view) {
    const glm::vec2 lo = view.lo();
    const glm::vec2 hi = view.hi();
    return outer.lo.x <= lo.x && outer.lo.y <= lo.y && outer.hi.x >= hi.x && outer.hi.y >= hi.y;
}

}  // namespace

void FlowViews::update(const Observation* seen, UiTemp& temp, float seconds) {
    if (temp.drawing.on) {
        // The frame does not move while points are drawn; it aims at the input plane once, when
        // drawing begins.
        if (temp.drawing.frame) {
            temp.view.ease.aim(temp.drawing.frame->lo, temp.drawing.frame->hi);
            temp.drawing.frame.reset();
        }
        aimed_ = 0;
    } else if (seen && (seen->version != aimed_ || temp.view.frame_of != aimed_of_)) {
        const bool others = temp.view.frame_of != aimed_of_;
        aimed_of_ = temp.view.frame_of;
        const Box box = frame_box(*seen, aimed_of_);
        temp.view.ease.aim(box.lo, box.hi);
        if (others) {
            temp.view.ease.fit();
        }
        if (seen->asked.third) {
            const Interval third = third_range(*seen, aimed_of_);
            temp.view.third_ease.aim(glm::vec2(third.lo), glm::vec2(third.hi));
        }
        // After a diverged run the frame would shrink for seconds and show nothing meanwhile.
        if (temp.view.ease.current(1).half_height >
            kTooFar * std::max(box.hi.x - box.lo.x, box.hi.y - box.lo.y)) {
            temp.view.ease.snap();
            temp.view.third_ease.snap();
        }
        aimed_ = seen->version;
    }
    temp.view.ease.update(seconds);
    temp.view.third_ease.update(seconds);
    temp.view.hovered = -1;
}

std::vector<Probe> FlowViews::probes(const Snapshot& snapshot, const UiState& state,
                                     const UiTemp& temp, glm::vec2 pixels, float scale) {
    return probes_.needed(snapshot, state,
                          {.viewport = temp.view.ease.current(pixels.x / std::max(1.0f, pixels.y)),
                           .height = pixels.y / scale,
                           .depth = temp.depth.value});
}

std::uint64_t FlowViews::Uploaded::of(std::shared_ptr<const void> now) {
    if (now != data) {
        data = std::move(now);
        ++version;
    }
    return version;
}

FlowScene FlowViews::scene_of(const FrameContext& context, int member) {
    Picture& view = views_[member];
    FlowScene scene;
    if (context.observation && member < static_cast<int>(context.observation->members.size())) {
        const MemberObservation& m = context.observation->members[member];
        scene =
            make_flow_scene(*context.observation, member, context.temp.depth.value, context.state);
        // Upload only when the data changed, not with every observation.
        if (!m.probes.empty() && m.probes[kParticlesProbe]) {
            scene.version = view.states.of(m.probes[kParticlesProbe]);
        } else {
            scene.version = view.states.of(m.states);
        }
        if (scene.field.width > 0) {
            scene.field.version = view.field.of(
                m.fields[field_at(*context.observation, member, context.temp.depth.value)]);
        }
        scene.trail_budget = context.temp.view.trail_budget;
        scene.particle_budget = context.temp.view.particle_budget;
        scene.highlight = context.temp.view.hovered;
        if (context.state.show_ideal && !context.observation->projection) {
            if (view.free_particles_of != context.observation->snapshot) {
                view.free_particles =
                    free_particle_arrows(*context.observation->snapshot->data,
                                         context.observation->snapshot->members[member]);
                view.free_particles_of = context.observation->snapshot;
            }
            scene.ideal = view.free_particles;
        }
    }
    scene.pixel_scale = context.theme().scale;
    return scene;
}

// Makes the rectangle of the fields reach beyond the view. Keeps the old rectangle as long as it
// contains the view and is not much larger.
void FlowViews::cover(const Viewport& view) {
    const glm::vec2 half = view.half_size() * (1 + kFieldMargin);
    const glm::vec2 old = (field_.hi - field_.lo) / 2.0f;
    if (field_.width == 0 || !contains(field_, view) || old.y > 1.5f * half.y ||
        old.x > 1.5f * half.x) {
        field_.lo = view.centre - half;
        field_.hi = view.centre + half;
    }
}

std::vector<FieldRequest> FlowViews::fields(const Snapshot& snapshot, const UiState& state,
                                            const UiTemp& temp, ImVec2 size) {
    const bool cube =
        state.three_axes(snapshot.members.back().config.network.dimension);  // has no plane
    if (!state.show_field || state.view == ViewKind::Sweep || cube) {
        return {};
    }
    if (state.view == ViewKind::Input) {
        return {InputViews::field(*snapshot.data, aspect_of(size))};
    }
    const int layers = snapshot.members.back().config.network.layers;
    // Cells and the space-depth box show a square of the plane.
    const float aspect = state.view == ViewKind::Plane ? aspect_of(size) : 1.0f;
    cover(temp.view.ease.current(aspect));
    field_.height = kFieldPoints;
    field_.width = std::min(4 * kFieldPoints, static_cast<int>(kFieldPoints * aspect));
    field_.layer = std::clamp(static_cast<int>(temp.depth.value), 0, layers);
    field_.layer_of_a = layer_of_a(snapshot, temp.depth.value);
    if (state.view == ViewKind::Layers) {
        return LayerCells::fields(field_, snapshot);
    }
    std::vector<FieldRequest> out{field_};
    const Depth& depth = temp.depth;
    if (depth.playing && depth.value >= static_cast<float>(layers)) {
        // The particles rest here and begin anew then: the field of layer 0 is there in time.
        out.push_back(field_);
        out.back().layer = 0;
        if (out.back().layer_of_a) {
            out.back().layer_of_a = 0;
        }
    }
    return out;
}

const Canvas& FlowViews::canvas(int member) const {
    switch (shown_) {
        case ViewKind::InDepth:
            return space_.canvas(member);
        case ViewKind::Layers:
            return cells_.canvas(member);
        case ViewKind::Input:
            return input_.canvas(member);
        case ViewKind::Plane:
        case ViewKind::Sweep:
            break;
    }
    return views_[member].canvas;
}

// In rotation, copies the picture that draw_underlay_ahead made, as long as its frame is the same:
// a field some hundredths of a second older than the particles is not noticed.
void FlowViews::draw_underlay(const FrameContext& context, int member, const FlowScene& scene,
                              const Viewport& viewport) {
    Picture& view = views_[member];
    const Palette* palette = context.theme().palette;
    const std::uint64_t frame = context.temp.view.frame_in_rotation;
    const UnderlayLook wanted{viewport, palette, view.canvas.size()};
    view.underlay_rests = wanted == view.underlay_wanted;
    view.underlay_wanted = wanted;
    if (frame != 0 && frame <= view.underlay_frame + kUnderlayFrames &&
        view.underlay_drawn == wanted) {
        view.canvas.bind();
        copy_canvas(view.canvas.size(), view.underlay, {0, 0});
        view.canvas.unbind();
    } else {
        view.renderer.draw_ground(scene, viewport, *palette, view.canvas);
    }
}

// A copy waits for all drawing to finish, so this runs after the frame was shown.
void FlowViews::draw_underlay_ahead(const FrameContext& context, int member) {
    Picture& view = views_[member];
    if (context.state.view != ViewKind::Plane || !view.underlay_rests) {
        return;
    }
    const UnderlayLook& wanted = view.underlay_wanted;
    FlowScene scene = scene_of(context, member);
    scene.folds = view.folds.places;
    view.underlay.resize(wanted.size);
    view.renderer.draw_ground(scene, wanted.viewport, *wanted.palette, view.underlay);
    view.underlay_drawn = wanted;
    view.underlay_frame = context.temp.view.frame_in_rotation;
}

void FlowViews::render(const FrameContext& context, int member, ImVec2 pixels, PixelRows rows) {
    shown_ = shows_fit(context) ? ViewKind::Plane : context.state.view;
    if (shown_ == ViewKind::InDepth) {
        space_.render(context, member, pixels, rows);
        return;
    }
    if (shown_ == ViewKind::Layers) {
        cells_.render(context, member, pixels, rows);
        return;
    }
    if (shown_ == ViewKind::Input) {
        input_.render(context, member, pixels, rows);
        return;
    }
    Picture& view = views_[member];
    view.canvas.resize({static_cast<int>(pixels.x), static_cast<int>(pixels.y)}, rows);
    const Palette& palette = *context.theme().palette;
    if (shows_fit(context)) {  // show() draws it all
        view.canvas.clear(palette.panel);
        view.canvas.unbind();
        return;
    }
    const Viewport viewport = context.temp.view.ease.current(aspect_of(pixels));
    FlowScene scene = scene_of(context, member);
    scene.folds = view.folds.places;
    draw_underlay(context, member, scene, viewport);
    if (context.overlaid()) {  // trails first, so that none covers a particle
        FlowScene other = scene_of(context, 0);
        other.look = Look::Hollow;
        other.ideal = {};
        other.folds = views_[0].folds.places;
        other.grid = {};
        other.highlight = -1;
        views_[0].renderer.draw_trails(other, viewport, palette, view.canvas);
        view.renderer.draw_trails(scene, viewport, palette, view.canvas);
        views_[0].renderer.draw_particles(other, viewport, palette, view.canvas);
        view.renderer.draw_particles(scene, viewport, palette, view.canvas);
    } else {
        view.renderer.draw_flow(scene, viewport, palette, view.canvas);
    }
}

namespace {

// A member's third coordinates and the range shown of them; empty outside the cube.
Thirds thirds_of(const FrameContext& context, int member) {
    if (!context.shows_cube()) {
        return {};
    }
    const SpaceFrame frame = space_frame(context);
    const float half = frame.plane.half_height;
    return {*context.observation->members[member].third, {frame.third - half, frame.third + half}};
}

}  // namespace

// Finds the particle under the mouse, if any. Every view that shows it draws its path.
void FlowViews::find_hovered(const FrameContext& context, const FlowScene& scene,
                             const Viewport& viewport, const Rect& rect) const {
    if (!ImGui::IsWindowHovered()) {
        return;
    }
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const glm::vec2 place{mouse.x - rect.min.x, mouse.y - rect.min.y};
    context.temp.view.hovered = nearest_particle(scene, viewport, {rect.width(), rect.height()},
                                                 place, context.theme().px(kHoverRadius));
    // Particles that swim under a mouse that rests open no table: it would cover what they do.
    const bool asked = !context.temp.depth.playing || ImGui::IsMouseDown(ImGuiMouseButton_Left);
    if (context.temp.view.hovered >= 0 && asked && context.ui.controls().shows_tips()) {
        particle_tooltip(context, scene, context.temp.view.hovered);
    }
}

void FlowViews::note_outside(const FrameContext& context, int member,
                             const Viewport& viewport) const {
    for (const int m : {0, 1}) {
        if (context.observation && m < static_cast<int>(context.observation->members.size()) &&
            (m == member || context.overlaid())) {
            context.temp.view.outside[m] = count_outside(
                *context.observation->members[m].states,
                context.observation->snapshot->data->size(),
                member_depth(*context.observation->snapshot, m, context.temp.depth.value),
                {viewport.lo(), viewport.hi()}, thirds_of(context, m));
        }
    }
}

// Serves the note and this frame's picture.
void FlowViews::mark_folds(const FrameContext& context, int member) {
    for (const int m : {0, 1}) {
        if (m == member || context.overlaid()) {
            const bool known = context.state.marks_folds() && context.observation &&
                               m < static_cast<int>(context.observation->members.size()) &&
                               context.observation->members[m].folds;
            views_[m].folds =
                known ? fold_marks(*context.observation, m, context.temp.depth.value) : FoldMarks{};
        }
    }
}

void FlowViews::show(const FrameContext& context, int member, const Rect& rect,
                     const Overlay& overlay) {
    const Theme& theme = context.theme();
    const ViewKind view = context.state.view;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    context.ui.begin_panel(member == 0 && context.has_a() ? "flow_a" : "flow_b", rect);
    if (shows_fit(context)) {
        const float below = view_caption(context, member, rect, rect.min.y + theme.px(10));
        fit_view(context, member, rect, below);
        context.ui.controls().add(context.has_a() && member == 0 ? "flow_a" : "flow_b", rect);
        context.ui.end_panel();
        ImGui::PopStyleVar();
        return;
    }
    const float aspect = view == ViewKind::Plane ? aspect_of(rect.size()) : 1.0f;
    const Viewport viewport = view == ViewKind::InDepth ? space_frame(context).plane
                                                        : context.temp.view.ease.current(aspect);
    note_outside(context, member, viewport);
    mark_folds(context, member);
    if (view == ViewKind::InDepth) {
        space_.show(context, rect);
    } else if (view == ViewKind::Layers) {
        cells_.show(context, member, rect);
    } else {
        const Viewport plane =
            view == ViewKind::Plane
                ? viewport
                : InputViews::viewport(*context.displayed().data, aspect_of(rect.size()));
        view_axes(context, rect, plane);
        if (overlay) {  // under the captions
            overlay(plane, rect, rect.min.y + theme.px(64));
        }
    }
    const float below = view_caption(context, member, rect, rect.min.y + theme.px(10));
    if (context.overlaid()) {
        view_caption(context, 0, rect, below);
    }
    if (view == ViewKind::Input) {
        InputViews::show(context, member, rect, below);
    }
    view_notes(context, member, rect, {&views_[0].folds, &views_[1].folds});
    if (view != ViewKind::Layers) {  // LayerCells draws it there
        view_legend(context, rect);
    }
    ImGui::GetWindowDrawList()->AddRect(rect.min, rect.max,
                                        theme.colour(theme.palette->panel_border));
    context.ui.controls().add(context.has_a() && member == 0 ? "flow_a" : "flow_b", rect);
    if (view == ViewKind::Plane && context.observation &&
        member < static_cast<int>(context.observation->members.size())) {
        if (context.temp.drawing.on) {
            draw_points(context, viewport, rect);
        } else {
            find_hovered(context,
                         make_flow_scene(*context.observation, member, context.temp.depth.value,
                                         context.state),
                         viewport, rect);
        }
    }
    context.ui.end_panel();
    ImGui::PopStyleVar();
}

}  // namespace la
