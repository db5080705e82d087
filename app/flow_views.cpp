#include "app/flow_views.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/class_legend.h"
#include "app/flow_scenes.h"
#include "app/framing.h"
#include "app/hover.h"
#include "app/ideal.h"
#include "app/member_depth.h"
#include "app/plate.h"
#include "render/plot/number.h"
#include "render/plot/ticks.h"

namespace la {

namespace {

constexpr int kFieldPoints = 112;      // along the shorter side of a view
constexpr float kFieldMargin = 0.12f;  // the field reaches beyond the view, so it can move a little
constexpr float kHoverRadius = 14;     // logical pixels
constexpr float kTooFar = 100;         // times smaller than the frame: not eased to
constexpr float kNotes = 210;          // left free beside a caption

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
        // The frame rests while points are drawn; it was aimed at the input plane when that began.
        if (temp.drawing.frame) {
            temp.ease.aim(temp.drawing.frame->lo, temp.drawing.frame->hi);
            temp.drawing.frame.reset();
        }
        aimed_ = 0;
    } else if (seen && seen->version != aimed_) {
        const Box box = frame_box(*seen);
        temp.ease.aim(box.lo, box.hi);
        if (seen->third) {
            const Range third = third_range(*seen);
            temp.third.aim(glm::vec2(third.lo), glm::vec2(third.hi));
        }
        // Back from a run that was lost: on its way down the frame would show nothing for long.
        if (temp.ease.current(1).half_height >
            kTooFar * std::max(box.hi.x - box.lo.x, box.hi.y - box.lo.y)) {
            temp.ease.snap();
            temp.third.snap();
        }
        aimed_ = seen->version;
    }
    temp.ease.update(seconds);
    temp.third.update(seconds);
    temp.hovered = -1;
}

std::vector<Probe> FlowViews::probes(const Snapshot& snapshot, const UiState& state,
                                     const UiTemp& temp, glm::vec2 pixels, float scale) {
    return probes_.needed(snapshot, state,
                          {.viewport = temp.ease.current(pixels.x / std::max(1.0f, pixels.y)),
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

FlowScene FlowViews::scene_of(const Panel& panel, int member) {
    Picture& view = views_[member];
    FlowScene scene;
    if (panel.seen && member < static_cast<int>(panel.seen->members.size())) {
        const MemberObservation& m = panel.seen->members[member];
        scene = make_flow_scene(*panel.seen, member, panel.temp.depth.value, panel.state);
        // Uploaded again only when they are others, not with every observation.
        if (!m.probes.empty() && m.probes[kShownProbe]) {
            scene.version = view.states.of(m.probes[kShownProbe]);
        } else {
            scene.version = view.states.of(m.states);
        }
        if (!m.fields.empty()) {
            scene.field.version = view.field.of(m.fields.front());
        }
        scene.trail_budget = panel.temp.trail_budget;
        scene.particle_budget = panel.temp.particle_budget;
        scene.highlight = panel.temp.hovered;
        if (panel.state.show_ideal && !panel.seen->projection) {
            if (view.ideal_of != panel.seen->snapshot) {
                view.ideal = ideal_arrows(*panel.seen->snapshot->data,
                                          panel.seen->snapshot->members[member]);
                view.ideal_of = panel.seen->snapshot;
            }
            scene.ideal = view.ideal;
        }
    }
    scene.pixel_scale = panel.theme().scale;
    return scene;
}

// Sees to it that the fields reach beyond the view. The old rectangle serves as long as the view
// lies inside and is not much smaller.
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
        state.three_axes(snapshot.members.back().config.network.dimension);  // holds no plane
    if (!state.show_field || state.view == ViewKind::Sweep || cube) {
        return {};
    }
    if (state.view == ViewKind::Input) {
        return {InputViews::field(*snapshot.data, aspect_of(size))};
    }
    const int layers = snapshot.members.back().config.network.layers;
    // Cells, and the box of space and depth, hold a square of the plane.
    const float aspect = state.view == ViewKind::Plane ? aspect_of(size) : 1.0f;
    cover(temp.ease.current(aspect));
    field_.height = kFieldPoints;
    field_.width = std::min(4 * kFieldPoints, static_cast<int>(kFieldPoints * aspect));
    field_.layer = std::clamp(static_cast<int>(temp.depth.value), 0, layers);
    field_.layer_of_a = layer_of_a(snapshot, temp.depth.value);
    return state.view == ViewKind::Layers ? LayerCells::fields(field_, snapshot)
                                          : std::vector{field_};
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

void FlowViews::render(const Panel& panel, int member, ImVec2 pixels, PixelRows rows) {
    shown_ = panel.state.view;
    if (shown_ == ViewKind::InDepth) {
        space_.render(panel, member, pixels, rows);
        return;
    }
    if (shown_ == ViewKind::Layers) {
        cells_.render(panel, member, pixels, rows);
        return;
    }
    if (shown_ == ViewKind::Input) {
        input_.render(panel, member, pixels, rows);
        return;
    }
    Picture& view = views_[member];
    view.canvas.resize({static_cast<int>(pixels.x), static_cast<int>(pixels.y)}, rows);
    const Palette& palette = *panel.theme().palette;
    const Viewport viewport = panel.temp.ease.current(aspect_of(pixels));
    FlowScene scene = scene_of(panel, member);
    scene.folds = view.folds.places;
    view.renderer.draw_ground(scene, viewport, palette, view.canvas);
    if (panel.overlaid()) {
        FlowScene other = scene_of(panel, 0);
        other.look = Look::Hollow;
        other.ideal = {};
        other.folds = views_[0].folds.places;
        other.grid = {};
        other.highlight = -1;
        views_[0].renderer.draw_flow(other, viewport, palette, view.canvas);
    }
    view.renderer.draw_flow(scene, viewport, palette, view.canvas);
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
        if (x - text.x / 2 > rect.min.x + theme.px(16) &&
            x + text.x / 2 < rect.max.x - theme.px(4)) {
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

// In the lower right corner.
void legend(const Panel& panel, const Rect& rect) {
    const Theme& theme = panel.theme();
    const Dataset& data = *panel.shown().data;
    const ImVec2 size = class_legend_size(data, theme);
    class_legend(data, theme,
                 {rect.max.x - size.x - theme.px(10), rect.max.y - size.y - theme.px(21)});
}

// Name, lambda and measures of a member, from this height on; the height below them.
float caption(const Panel& panel, int member, const Rect& rect, float top) {
    const Theme& theme = panel.theme();
    const ImU32 text = theme.colour(theme.palette->text);
    const ImU32 dim = plot::with_alpha(text, 0.75f);
    char line[96];
    const bool is_a = panel.has_a() && member == 0;
    const char* name = !is_a ? "B" : panel.overlaid() ? "A (rings)" : "A";
    const float left = rect.min.x + theme.px(14);
    const std::vector<Difference>& different = panel.temp.differences.of(panel.shown());
    const bool several = different.size() > 1;
    ImFont* font = several ? theme.fonts.text : theme.fonts.title;
    const float size = theme.px(several ? Fonts::kText : Fonts::kTitle);
    const std::string title =
        panel.still() ? name : caption_text(different, name, panel.shown(), member, [&](const std::string& words) {
            return font->CalcTextSizeA(size, 1e9f, 0, words.c_str()).x <
                   rect.width() - theme.px(kNotes);
        });
    plate(theme, font, size, {left, top + (several ? theme.px(2) : 0)}, text, title.c_str());
    if (panel.seen && member < static_cast<int>(panel.seen->members.size())) {
        const Metrics& metrics = panel.seen->members[member].metrics;
        std::snprintf(line, sizeof line, "test accuracy %.3f    action %s", metrics.test_accuracy,
                      plot::compact(metrics.action).c_str());
        plate(theme, theme.fonts.small, theme.px(Fonts::kSmall), {left, top + theme.px(26)}, dim,
              line);
    }
    return top + theme.px(54);
}

// Lines at the right edge, one below the other.
struct Notes {
    const Theme& theme;
    const Rect& rect;
    float top;

    void add(const char* line, glm::vec4 colour) {
        const float size = theme.px(Fonts::kSmall);
        const ImVec2 extent = theme.fonts.small->CalcTextSizeA(size, 1e9f, 0, line);
        plate(theme, theme.fonts.small, size, {rect.max.x - extent.x - theme.px(12), top},
              theme.colour(colour), line);
        top += theme.px(22);
    }
};

// "layer 4 folds at 37 of 600 points"
void fold_note(Notes& out, const Panel& panel, const FoldMarks& folds, const char* whose) {
    char line[96];
    std::snprintf(line, sizeof line, "layer %d%s folds at %d of %d points", folds.layer + 1, whose,
                  static_cast<int>(folds.places.size()), folds.points);
    out.add(line, panel.theme().palette->text);
}

void notes(const Panel& panel, int member, const Rect& rect,
           const std::array<const FoldMarks*, 2>& folds) {
    const Theme& theme = panel.theme();
    Notes out{theme, rect, rect.min.y + theme.px(14)};
    if (panel.shows_sweep()) {
        out.add(("sweep: " + panel.shown().message).c_str(), theme.palette->warning);
        out.add("End: back to the training", theme.palette->text_dim);
    }
    if (!panel.seen || member >= static_cast<int>(panel.seen->members.size())) {
        return;
    }
    char line[96];
    for (const int m : {0, 1}) {
        const int outside = panel.temp.outside[m];
        if (outside > 0 && panel.state.flow_at_depth() &&
            (m == member || panel.overlaid())) {
            std::snprintf(line, sizeof line, "%d of %d points%s are outside", outside,
                          panel.seen->snapshot->data->size(),
                          !panel.overlaid() ? ""
                          : m == 0          ? " of A"
                                            : " of B");
            out.add(line, theme.palette->warning);
        }
    }
    for (const int m : {0, 1}) {
        if (folds[m]->points > 0 && (m == member || panel.overlaid())) {
            fold_note(out, panel, *folds[m], !panel.overlaid() ? "" : m == 0 ? " of A" : " of B");
        }
    }
    const Flow* imported = panel.shown().members[member].imported.get();
    if (imported && panel.state.show_field && !imported->decides_at(imported->layers())) {
        out.add(imported->decides_at(0) ? "without tail(x, k) its field is known at s = 0 only"
                                        : "without forward(x) and tail(x, k) it has no field",
                theme.palette->text_dim);
    }
    const int dimension = panel.seen->snapshot->members[member].config.network.dimension;
    if (dimension > 2 && panel.state.view != ViewKind::Input) {
        const bool cube = panel.shows_cube();
        if (panel.seen->projection) {
            std::snprintf(line, sizeof line, "principal components 1%s: %.0f %% of the variance",
                          cube ? " to 3" : ", 2",
                          100 * panel.seen->projection->explained(cube ? 3 : 2));
        } else if (cube && dimension == 3) {
            std::snprintf(line, sizeof line, "coordinates x1, x2, x3");
        } else {
            std::snprintf(line, sizeof line, "coordinates 1%s of %d", cube ? " to 3" : ", 2",
                          dimension);
        }
        out.add(line, theme.palette->text);
        if (panel.seen->projection && !cube && panel.state.show_field) {
            out.add("field: slice through the mean", theme.palette->text_dim);
        }
    }
    const MemberObservation& seen = panel.seen->members[member];
    const ProbeStates* shown = seen.probes.empty() ? nullptr : seen.probes[kShownProbe].get();
    if (shown && shown->points > panel.temp.particle_budget) {
        std::snprintf(line, sizeof line, "%d,000 of %d,000 drawn, as frames allow",
                      panel.temp.particle_budget / 1000, shown->points / 1000);
        out.add(line, theme.palette->text_dim);
    }
}

// What is shown of a member's third coordinates, where they are.
Thirds thirds_of(const Panel& panel, int member) {
    if (!panel.shows_cube()) {
        return {};
    }
    const SpaceFrame frame = space_frame(panel);
    const float half = frame.plane.half_height;
    return {*panel.seen->members[member].third, {frame.third - half, frame.third + half}};
}

}  // namespace

// The particle under the mouse, if any: its way is drawn by every view that shows it.
void FlowViews::hover(const Panel& panel, const FlowScene& scene, const Viewport& viewport,
                      const Rect& rect) const {
    if (!ImGui::IsWindowHovered()) {
        return;
    }
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const glm::vec2 place{mouse.x - rect.min.x, mouse.y - rect.min.y};
    panel.temp.hovered = nearest_particle(scene, viewport, {rect.width(), rect.height()}, place,
                                          panel.theme().px(kHoverRadius));
    if (panel.temp.hovered >= 0) {
        particle_tooltip(panel, scene, panel.temp.hovered);
    }
}

void FlowViews::note_outside(const Panel& panel, int member, const Viewport& viewport) const {
    for (const int m : {0, 1}) {
        if (panel.seen && m < static_cast<int>(panel.seen->members.size()) &&
            (m == member || panel.overlaid())) {
            panel.temp.outside[m] =
                count_outside(*panel.seen->members[m].states, panel.seen->snapshot->data->size(),
                              member_depth(*panel.seen->snapshot, m, panel.temp.depth.value),
                              {viewport.lo(), viewport.hi()}, thirds_of(panel, m));
        }
    }
}

// For the note, and for the picture of this frame.
void FlowViews::mark_folds(const Panel& panel, int member) {
    for (const int m : {0, 1}) {
        if (m == member || panel.overlaid()) {
            const bool known = panel.state.marks_folds() && panel.seen &&
                               m < static_cast<int>(panel.seen->members.size()) &&
                               panel.seen->members[m].folds;
            views_[m].folds =
                known ? fold_marks(*panel.seen, m, panel.temp.depth.value) : FoldMarks{};
        }
    }
}

void FlowViews::show(const Panel& panel, int member, const Rect& rect) {
    const Theme& theme = panel.theme();
    const ViewKind view = panel.state.view;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    panel.ui.begin_panel(member == 0 && panel.has_a() ? "flow_a" : "flow_b", rect);
    const float aspect = view == ViewKind::Plane ? aspect_of(rect.size()) : 1.0f;
    const Viewport viewport =
        view == ViewKind::InDepth ? space_frame(panel).plane : panel.temp.ease.current(aspect);
    note_outside(panel, member, viewport);
    mark_folds(panel, member);
    if (view == ViewKind::InDepth) {
        space_.show(panel, rect);
    } else if (view == ViewKind::Layers) {
        cells_.show(panel, member, rect);
    } else {
        axis_labels(panel, rect,
                    view == ViewKind::Plane
                        ? viewport
                        : InputViews::viewport(*panel.shown().data, aspect_of(rect.size())));
    }
    const float below = caption(panel, member, rect, rect.min.y + theme.px(10));
    if (panel.overlaid()) {
        caption(panel, 0, rect, below);
    }
    if (view == ViewKind::Input) {
        InputViews::show(panel, member, rect, below);
    }
    notes(panel, member, rect, {&views_[0].folds, &views_[1].folds});
    if (view != ViewKind::Layers) {  // there it stands among the cells
        legend(panel, rect);
    }
    ImGui::GetWindowDrawList()->AddRect(rect.min, rect.max,
                                        theme.colour(theme.palette->panel_border));
    panel.ui.controls().add(panel.has_a() && member == 0 ? "flow_a" : "flow_b", rect);
    if (view == ViewKind::Plane && panel.seen &&
        member < static_cast<int>(panel.seen->members.size())) {
        if (panel.temp.drawing.on) {
            draw_points(panel, viewport, rect);
        } else {
            hover(panel, make_flow_scene(*panel.seen, member, panel.temp.depth.value, panel.state),
                  viewport, rect);
        }
    }
    panel.ui.end_panel();
    ImGui::PopStyleVar();
}

}  // namespace la
