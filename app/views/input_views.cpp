#include "app/views/input_views.h"

#include <algorithm>
#include <cstdio>
#include <span>

#include "app/ui/text_plate.h"
#include "app/views/flow_scenes.h"
#include "app/views/framing.h"
#include "app/views/probes.h"

namespace la {

namespace {

constexpr int kFieldPoints = 160;  // along the shorter side of a view
constexpr float kRoom = 1.28f;     // times the data's box, to leave room for captions and legend

float aspect_of(ImVec2 size) {
    return size.x / std::max(1.0f, size.y);
}

// Decisions for the data's points; null until they were observed.
const ProbeStates* decided_of(const FrameContext& context, int member) {
    if (!context.observation || member >= static_cast<int>(context.observation->members.size())) {
        return nullptr;
    }
    const auto& probes = context.observation->members[member].probes;
    const ProbeStates* out = kDataProbe < probes.size() ? probes[kDataProbe].get() : nullptr;
    return out && out->points == context.observation->snapshot->data->size() ? out : nullptr;
}

// Scene of data points first..first+count-1 at their input places.
FlowScene points_scene(const FrameContext& context, const Dataset& data, int first, int count) {
    FlowScene scene;
    scene.points = count;
    scene.states = std::span(data.points).subspan(first, count);
    scene.labels = std::span(data.marks()).subspan(first, count);
    scene.shades = data.has_values();
    scene.show_particles = context.state.show_particles;
    scene.show_trails = scene.show_head = false;
    scene.particle_budget = context.temp.view.particle_budget;
    scene.pixel_scale = context.theme().scale;
    return scene;
}

}  // namespace

WrongPoints count_wrong(const Dataset& data, const ProbeStates& decided) {
    WrongPoints out{.trained = data.train, .tested = data.size() - data.train};
    for (int i = 0; i < data.size(); ++i) {
        const bool wrong = decided.labels[i] != data.labels[i];
        (i < data.train ? out.training : out.test) += wrong ? 1 : 0;
    }
    return out;
}

Viewport InputViews::viewport(const Dataset& data, float aspect) {
    const Box box = data_box(data);
    const glm::vec2 half = kRoom * (box.hi - box.lo) / 2.0f;
    return {(box.lo + box.hi) / 2.0f, std::max(half.y, half.x / aspect), aspect};
}

FieldRequest InputViews::field(const Dataset& data, float aspect) {
    const Viewport view = viewport(data, aspect);
    const float longer = std::max(aspect, 1 / aspect);
    const int many = std::min(4 * kFieldPoints, static_cast<int>(kFieldPoints * longer));
    return {.layer = 0,
            .width = aspect > 1 ? many : kFieldPoints,
            .height = aspect > 1 ? kFieldPoints : many,
            .lo = view.lo(),
            .hi = view.hi(),
            .far = false,
            .input = true};
}

void InputViews::render(const FrameContext& context, int member, ImVec2 pixels, PixelRows rows) {
    View& view = views_[member];
    const Palette& palette = *context.theme().palette;
    view.canvas.resize({static_cast<int>(pixels.x), static_cast<int>(pixels.y)}, rows);
    if (!context.observation || member >= static_cast<int>(context.observation->members.size())) {
        view.canvas.clear(palette.background);
        view.canvas.unbind();
        return;
    }
    const Dataset& data = *context.observation->snapshot->data;
    const float aspect = aspect_of(pixels);
    if (view.data != context.observation->snapshot->data) {
        view.data = context.observation->snapshot->data;
        ++view.version;
    }
    FlowScene training = points_scene(context, data, 0, data.train);
    training.version = view.version;
    training.show_field = training.show_boundary = context.state.show_field;
    training.show_isolines = context.state.show_isolines;
    const FieldRequest wanted = field(data, aspect);
    for (std::size_t i = 0; i < context.observation->asked.fields.size(); ++i) {
        if (context.observation->asked.fields[i] == wanted) {
            if (context.observation->members[member].fields[i]) {
                training.field = field_texture(*context.observation, member, i);
            }
        }
    }
    FlowScene test = points_scene(context, data, data.train, data.size() - data.train);
    test.version = view.version;
    test.look = Look::Hollow;
    view.wrong.clear();
    const ProbeStates* decided = data.has_values() ? nullptr : decided_of(context, member);
    if (decided) {
        for (int i = 0; i < data.size(); ++i) {
            if (decided->labels[i] != data.labels[i]) {
                view.wrong.push_back(data.points[i]);
            }
        }
    }
    test.wrong = view.wrong;
    const Viewport viewport = InputViews::viewport(data, aspect);
    view.renderer.draw(training, viewport, palette, view.canvas);
    view.test.draw_flow(test, viewport, palette, view.canvas);
}

namespace {

// Meaning of the markers, left of the classes; smaller where the view is narrow.
void marker_legend(const FrameContext& context, const Rect& rect) {
    constexpr float kWidth = 234;  // of all of it, design pixels
    Theme theme = context.theme();
    theme.scale *= std::min(1.0f, rect.width() / theme.px(kWidth));
    const Palette& p = *theme.palette;
    const float left = rect.min.x + theme.px(14);
    const bool values = context.displayed().data->has_values();  // none is wrong then
    const float size = theme.px(Fonts::kSmall);
    const float r = theme.px(4);
    const float step = theme.px(74);
    const int marks = values ? 2 : 3;
    float x = rect.max.x - theme.px(values ? 200 : 140) - 3 * step;
    const bool beside = x >= left;  // else above them
    const float y = rect.max.y - context.theme().px(beside ? 40 : 96);
    const float middle = y + theme.px(8);
    x = std::max(left + theme.px(beside ? 0 : 22), x);  // right of the axis
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(
        {x - theme.px(4), y - theme.px(3)},
        {x + static_cast<float>(marks) * step - theme.px(values ? 22 : 38), y + theme.px(19)},
        plot::with_alpha(theme.colour(p.plot), 0.8f), theme.px(4));
    const ImU32 text = plot::with_alpha(theme.colour(p.text), 0.75f);
    const char* const names[] = {"training", "test", "wrong"};
    for (int i = 0; i < marks; ++i) {
        const ImVec2 at{x + theme.px(6), middle};
        if (i == 0) {
            draw.AddCircleFilled(at, r, text);
        } else if (i == 1) {
            draw.AddCircle(at, r, text, 0, theme.px(1.5f));
        } else {
            const ImU32 colour = theme.colour(p.error);
            draw.AddLine({at.x - r, at.y - r}, {at.x + r, at.y + r}, colour, theme.px(1.8f));
            draw.AddLine({at.x - r, at.y + r}, {at.x + r, at.y - r}, colour, theme.px(1.8f));
        }
        draw.AddText(theme.fonts.small, size, {x + theme.px(15), y}, text, names[i]);
        x += i == 1 ? theme.px(54) : step;
    }
}

}  // namespace

void InputViews::show(const FrameContext& context, int member, const Rect& rect, float below) {
    const Theme& theme = context.theme();
    const Palette& p = *theme.palette;
    const float left = rect.min.x + theme.px(14);
    const bool values = context.displayed().data->has_values();  // none is wrong then
    const ProbeStates* decided = values ? nullptr : decided_of(context, member);
    if (decided) {
        const WrongPoints wrong = count_wrong(*context.observation->snapshot->data, *decided);
        char line[96];
        std::snprintf(line, sizeof line, "wrong  %d of %d training, %d of %d test points",
                      wrong.training, wrong.trained, wrong.test, wrong.tested);
        draw_text_plate(theme, theme.fonts.small, theme.px(Fonts::kSmall),
                        {left, below - theme.px(6)},
                        theme.colour(wrong.training + wrong.test > 0 ? p.warning : p.text_dim),
                        line, rect.width() - theme.px(28));
    }
    marker_legend(context, rect);
}

}  // namespace la
