#include "app/views/point_strokes.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <vector>

#include "app/experiment/point_brush.h"
#include "app/ui/class_marker.h"
#include "core/base/error.h"
#include "core/data/dataset.h"

namespace la {

namespace {

constexpr float kReach = 8;    // design pixels within which a point is grabbed or erased
constexpr float kSpacing = 6;  // design pixels between painted points

float reach(const FrameContext& context) {
    return context.theme().px(std::max(kReach, context.temp.drawing.brush));
}

glm::vec2 mouse_in(const Rect& rect) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    return {mouse.x - rect.min.x, mouse.y - rect.min.y};
}

void send(const FrameContext& context, std::vector<PointEdit> edits) {
    if (edits.empty()) {
        return;
    }
    Drawing& drawing = context.temp.drawing;
    for (const PointEdit& edit : edits) {
        if (edit.kind == PointEdit::Kind::Add) {
            drawing.fresh.push_back({edit.point, edit.label, context.snapshot.commands + 1});
        }
        if (edit.kind != PointEdit::Kind::Remove) {
            drawing.last_point = edit.point;
        }
    }
    try {
        context.experiment.send(
            Change{EditPoints{.edits = std::move(edits), .stroke = drawing.number}});
    } catch (const Error& error) {  // too many points, too many classes
        drawing.stroke = Drawing::Stroke::None;
        drawing.fresh.clear();
        context.temp.notice = {error.what(), 8};
    }
}

// A stroke begins when a button goes down in the picture, but not on a control in it.
void begin_stroke(const FrameContext& context, const Viewport& view, const Rect& rect,
                  float pixel) {
    Drawing& drawing = context.temp.drawing;
    const bool left = ImGui::IsMouseClicked(ImGuiMouseButton_Left);
    const bool right = ImGui::IsMouseClicked(ImGuiMouseButton_Right);
    if ((!left && !right) || !ImGui::IsWindowHovered() || ImGui::IsAnyItemHovered()) {
        return;
    }
    context.experiment.begin_gesture();
    drawing.number = context.experiment.next_stroke();
    drawing.last = mouse_in(rect);
    const glm::vec2 at = view.from_pixel(drawing.last, {rect.width(), rect.height()});
    drawing.moving = point_at(*context.experiment.points(), at, context.theme().px(kReach) * pixel);
    drawing.stroke = right                     ? Drawing::Stroke::Erase
                     : ImGui::GetIO().KeyShift ? Drawing::Stroke::Relabel
                     : drawing.moving >= 0     ? Drawing::Stroke::Move
                                               : Drawing::Stroke::Paint;
    if (drawing.stroke == Drawing::Stroke::Paint) {
        send(context, paint(*context.experiment.points(), drawing.random, at, at,
                            context.theme().px(kSpacing) * pixel,
                            context.theme().px(drawing.brush) * pixel, drawing.label));
    } else if (drawing.stroke == Drawing::Stroke::Erase) {
        send(context, erase(*context.experiment.points(), at, at, reach(context) * pixel));
    } else if (drawing.stroke == Drawing::Stroke::Relabel) {
        send(context,
             relabel(*context.experiment.points(), at, at, reach(context) * pixel, drawing.label));
    }
}

// Continues the stroke: the mouse moved with the button down.
void continue_stroke(const FrameContext& context, const Viewport& view, const Rect& rect,
                     float pixel) {
    Drawing& drawing = context.temp.drawing;
    const glm::vec2 now = mouse_in(rect);
    if (now == drawing.last) {
        return;
    }
    const Dataset& data = *context.experiment.points();
    const glm::vec2 extent{rect.width(), rect.height()};
    const glm::vec2 from = view.from_pixel(drawing.last, extent), to = view.from_pixel(now, extent);
    switch (drawing.stroke) {
        case Drawing::Stroke::Paint: {
            const float spacing = context.theme().px(std::max(kSpacing, drawing.brush / 2));
            if (glm::length(now - drawing.last) < spacing) {
                return;  // too short: wait until the distance adds up
            }
            send(context, paint(data, drawing.random, from, to, spacing * pixel,
                                context.theme().px(drawing.brush) * pixel, drawing.label));
            break;
        }
        case Drawing::Stroke::Move:
            if (drawing.moving < data.size()) {
                const auto i = static_cast<std::size_t>(drawing.moving);
                send(context, {{.kind = PointEdit::Kind::Set,
                                .index = drawing.moving,
                                .point = to,
                                .label = data.labels[i]}});
            }
            break;
        case Drawing::Stroke::Erase:
            send(context, erase(data, from, to, reach(context) * pixel));
            break;
        case Drawing::Stroke::Relabel:
            send(context, relabel(data, from, to, reach(context) * pixel, drawing.label));
            break;
        case Drawing::Stroke::None:
            break;
    }
    drawing.last = now;
}

void fresh_points(const FrameContext& context, const Viewport& view, const Rect& rect) {
    Drawing& drawing = context.temp.drawing;
    std::erase_if(drawing.fresh, [&](const Drawing::Fresh& fresh) {
        return context.observation && context.observation->snapshot->commands >= fresh.commands;
    });
    const Theme& theme = context.theme();
    for (const Drawing::Fresh& fresh : drawing.fresh) {
        const glm::vec2 p = view.to_pixel(fresh.point, {rect.width(), rect.height()});
        draw_class_marker(*ImGui::GetWindowDrawList(), {rect.min.x + p.x, rect.min.y + p.y},
                          theme.px(3.2f), fresh.label,
                          theme.colour(theme.palette->classes[fresh.label]));
    }
}

}  // namespace

void draw_points(const FrameContext& context, const Viewport& view, const Rect& rect) {
    Drawing& drawing = context.temp.drawing;
    if (context.experiment.points()->has_values()) {  // another run has begun since
        drawing.on = false;
        return;
    }
    const float pixel = 2 * view.half_height / std::max(1.0f, rect.height());  // world units
    const bool here = drawing.stroke == Drawing::Stroke::None ? ImGui::IsWindowHovered()
                                                              : drawing.view == rect.min.x;
    if (drawing.stroke == Drawing::Stroke::None) {
        begin_stroke(context, view, rect, pixel);
        drawing.view = rect.min.x;
    } else if (here) {
        const ImGuiMouseButton button = drawing.stroke == Drawing::Stroke::Erase
                                            ? ImGuiMouseButton_Right
                                            : ImGuiMouseButton_Left;
        continue_stroke(context, view, rect,
                        pixel);  // the last bit too, even if the button is released in this frame
        if (!ImGui::IsMouseDown(button)) {
            drawing.stroke = Drawing::Stroke::None;
        }
    }
    fresh_points(context, view, rect);
    if (here) {
        const float wheel = ImGui::GetIO().MouseWheel;
        if (ImGui::IsWindowHovered() && wheel != 0) {
            drawing.brush = std::clamp(drawing.brush + 5 * wheel, 0.0f, kMaxBrush);
        }
        const Theme& theme = context.theme();
        const ImVec2 mouse = ImGui::GetIO().MousePos;
        const auto label = static_cast<std::size_t>(std::min(drawing.label, kClassColours - 1));
        ImGui::GetWindowDrawList()->AddCircle(mouse, theme.px(std::max(5.0f, drawing.brush)),
                                              theme.colour(theme.palette->classes[label]), 0,
                                              theme.px(1.4f));
    }
}

}  // namespace la
