#include <algorithm>
#include <cstdio>
#include <glm/common.hpp>
#include <string>

#include "app/panels/panels.h"
#include "app/ui/class_marker.h"
#include "app/ui/class_text.h"
#include "app/ui/hit_area.h"
#include "core/data/dataset.h"
#include "render/gl/keys.h"
#include "render/plot/stroke.h"

namespace la {

namespace {

constexpr float kSwatch = 24;  // size of a class button, design pixels

}  // namespace

void drawing_panel(const FrameContext& context, const Rect& rect) {
    const Theme& theme = context.theme();
    const Palette& p = *theme.palette;
    Drawing& drawing = context.temp.drawing;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    context.ui.begin_panel("drawing", rect);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Dataset& data = *context.snapshot.data;
    const int swatches = std::min(data.classes + 1, kClassColours);  // one class may be new
    const ImVec2 at{rect.min.x + theme.px(12),
                    std::round(rect.min.y + (rect.height() - theme.px(kSwatch)) / 2)};
    for (int c = 0; c < swatches; ++c) {
        const ImVec2 corner{at.x + theme.px(kSwatch) * static_cast<float>(c), at.y};
        ImGui::SetCursorScreenPos(corner);
        ImGui::PushID(c);
        if (hit_area("class", {theme.px(kSwatch), theme.px(kSwatch)})) {
            drawing.label = c;
        }
        ImGui::PopID();
        const bool added = c == data.classes;
        context.ui.controls().add_last_item("draw_class." + std::to_string(c));
        context.ui.tooltip(added
                               ? "A new class, which needs another head: starts a new run  [key " +
                                     std::to_string(c) + "]"
                               : "Class " + class_text(data, c, *theme.fonts.text) + "  [key " +
                                     std::to_string(c) + "]");
        const ImVec2 middle{corner.x + theme.px(kSwatch / 2), corner.y + theme.px(kSwatch / 2)};
        const ImU32 colour = theme.colour(p.classes[static_cast<std::size_t>(c)]);
        draw_class_marker(draw, middle, theme.px(5), c,
                          added ? plot::with_alpha(colour, 0.45f) : colour);
        if (drawing.label == c) {
            draw.AddCircle(middle, theme.px(10.5f), theme.colour(p.accent), 0, theme.px(1.8f));
        }
    }
    const float size = theme.px(Fonts::kSmall);
    const float y = std::round(rect.min.y + (rect.height() - size) / 2);
    const float x = at.x + theme.px(kSwatch) * static_cast<float>(swatches) + theme.px(10);
    char text[32] = "one point";
    if (drawing.brush > 0) {
        std::snprintf(text, sizeof text, "brush %.0f", drawing.brush);
    }
    draw.AddText(theme.fonts.small, size, {x, y}, theme.colour(p.text), text);
    const char* const hint =
        "left paints or moves, right erases, Shift relabels, wheel: brush; W ends";
    draw.PushClipRect(rect.min, rect.max, true);
    draw.AddText(theme.fonts.small, size, {x + theme.px(76), y}, theme.colour(p.text_dim), hint);
    draw.PopClipRect();
    context.ui.end_panel();
    ImGui::PopStyleVar();
}

void toggle_drawing(const FrameContext& context) {
    Drawing& drawing = context.temp.drawing;
    if (context.snapshot.status == Status::Frozen) {
        return;  // a model does not train on them
    }
    if (!drawing.on && context.experiment.points()->has_values()) {
        context.temp.notice = {
            "points are drawn of classes, and these have numbers; let it learn "
            "classes, or take other data",
            8};
        return;
    }
    drawing.on = !drawing.on;
    drawing.stroke = Drawing::Stroke::None;
    drawing.fresh.clear();
    if (!drawing.on) {
        context.temp.depth.playing = true;
        return;
    }
    context.temp.history.shown = nullptr;
    context.state.view = ViewKind::Plane;
    context.state.particles = ParticleSource::Data;
    context.state.show_particles = true;
    const Dataset& data = *context.snapshot.data;
    glm::vec2 lo = data.points[0], hi = lo;
    for (const glm::vec2 point : data.points) {
        lo = glm::min(lo, point);
        hi = glm::max(hi, point);
    }
    const glm::vec2 margin = 0.2f * (hi - lo);
    drawing.frame = Drawing::Frame{lo - margin, hi + margin};
}

bool press_while_drawing(const FrameContext& context, const KeyPress& key) {
    Drawing& drawing = context.temp.drawing;
    if (context.temp.help || ImGui::GetIO().WantTextInput || key.modifiers != 0) {
        return false;
    }
    if (key.key >= '0' && key.key <= '9') {
        drawing.label = std::min(key.key - '0', context.snapshot.data->classes);  // one new at most
        return true;
    }
    if (key.key == '[' || key.key == ']') {
        drawing.brush =
            std::clamp(drawing.brush + (key.key == ']' ? 5.0f : -5.0f), 0.0f, kMaxBrush);
        return true;
    }
    if (key.key == kKeyEscape) {
        toggle_drawing(context);
        return true;
    }
    return false;
}

}  // namespace la
