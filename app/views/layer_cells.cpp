#include "app/views/layer_cells.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>

#include "app/ui/hit_area.h"
#include "app/views/class_legend.h"
#include "app/views/flow_scenes.h"
#include "app/views/framing.h"
#include "app/views/member_depth.h"
#include "render/gl/screen.h"

namespace la {

namespace {

constexpr int kMaxCells = 16;
constexpr int kFieldPoints = 48;          // along each side of a cell
constexpr float kCaption = 60, kGap = 8;  // logical pixels
constexpr float kLeft = 10;               // left edge of cells and captions
constexpr float kSmaller = 0.62f;         // marker size relative to a large view
constexpr int kTrails = 1500;             // maximum number of segments per cell
constexpr float kRoomForTwo = 56;         // logical pixels; smaller cells have no lower text

// Draws text in a cell, on a soft plate.
void cell_text(const Theme& theme, ImVec2 at, glm::vec4 colour, const char* text) {
    const float size = theme.px(Fonts::kSmall);
    const ImVec2 extent = theme.fonts.small->CalcTextSizeA(size, 1e9f, 0, text);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled({at.x - theme.px(3), at.y - theme.px(1)},
                       {at.x + extent.x + theme.px(3), at.y + extent.y + theme.px(1)},
                       plot::with_alpha(theme.colour(theme.palette->plot), 0.75f), theme.px(3));
    draw.AddText(theme.fonts.small, size, at, theme.colour(colour), text);
}

}  // namespace

std::vector<int> shown_layers(int layers, int max_cells) {
    std::vector<int> out;
    const int cells = std::min(max_cells, layers + 1);
    for (int i = 0; i < cells; ++i) {
        out.push_back(cells > 1 ? static_cast<int>(std::lround(layers * i / (cells - 1.0))) : 0);
    }
    return out;
}

CellPlaces place_cells(ImVec2 size, int cells, ImVec2 legend, float scale) {
    const float gap = kGap * scale;
    const float width = size.x - gap;
    const float height = size.y - kCaption * scale;
    // A number of columns and the cell size it allows.
    struct Choice {
        int columns = 1;
        float side = 0, foot = 0;
        bool legend_in_row = false;
    } best;
    for (int c = 1; c <= cells; ++c) {
        const int rows = (cells + c - 1) / c;
        for (const bool in_row : {true, false}) {
            const float foot = in_row ? 0 : legend.y + gap;
            const float fits = std::min(width / static_cast<float>(c),
                                        (height - foot) / static_cast<float>(rows)) -
                               gap;
            const float free = static_cast<float>(c * rows - cells) * (fits + gap) - gap;
            if ((!in_row || (free >= legend.x && fits >= legend.y)) && fits > best.side) {
                best = {c, fits, foot, in_row};
            }
        }
    }
    const int columns = best.columns;
    const int rows = (cells + columns - 1) / columns;
    const float side = std::max(1.0f, std::floor(best.side));
    const float left = std::min(
        std::floor((size.x - static_cast<float>(columns) * (side + gap) + gap) / 2), kLeft * scale);
    const float used = static_cast<float>(rows) * (side + gap) + best.foot;
    const float top =
        std::floor(kCaption * scale + std::max(0.0f, std::min(height - used, size.y)) / 2);
    const auto corner = [&](int i) {
        return ImVec2{left + static_cast<float>(i % columns) * (side + gap),
                      top + static_cast<float>(i / columns) * (side + gap)};
    };
    CellPlaces out;
    for (int i = 0; i < cells; ++i) {
        const ImVec2 min = corner(i);
        out.cells.push_back({min, {min.x + side, min.y + side}});
    }
    const float right = left + static_cast<float>(columns) * (side + gap) - gap;
    if (best.legend_in_row) {
        const ImVec2 free = corner(cells);
        out.legend = {std::floor((free.x + right - legend.x) / 2),
                      std::floor(free.y + (side - legend.y) / 2)};
    } else {
        out.legend = {right - legend.x, top + static_cast<float>(rows) * (side + gap)};
    }
    return out;
}

std::vector<FieldRequest> LayerCells::fields(FieldRequest like, const Snapshot& snapshot) {
    std::set<int> layers;  // of A and B, which may differ in depth
    for (const MemberSnapshot& member : snapshot.members) {
        const std::vector<int> shown = shown_layers(member.config.network.layers, kMaxCells);
        layers.insert(shown.begin(), shown.end());
    }
    std::vector<FieldRequest> out;
    like.width = like.height = kFieldPoints;
    like.far = false;
    like.layer_of_a.reset();
    for (const int k : layers) {
        like.layer = k;
        out.push_back(like);
    }
    return out;
}

void LayerCells::render(const FrameContext& context, int member, ImVec2 pixels, PixelRows rows) {
    View& view = views_[member];
    const glm::ivec2 size{static_cast<int>(pixels.x), static_cast<int>(pixels.y)};
    const Viewport viewport = context.temp.view.ease.current(1);
    const Palette& palette = *context.theme().palette;
    const Look look{.seen = context.observation ? context.observation->version : 0,
                    .size = size,
                    .rows = rows,
                    .palette = &palette,
                    .lo = viewport.lo(),
                    .hi = viewport.hi(),
                    .state = context.state};
    const double now = ImGui::GetTime();
    const bool at_once = look.size != view.drawn.size || look.palette != view.drawn.palette;
    const bool early = now >= view.at && now < view.at + kRedrawEvery;
    if (look == view.drawn || (early && !at_once && !context.state.views_only)) {
        return;
    }
    view.drawn = look;
    view.at = now;
    view.canvas.resize(size, rows);
    view.canvas.clear(palette.background);
    view.canvas.unbind();
    if (!context.observation || member >= static_cast<int>(context.observation->members.size())) {
        return;
    }
    const int layers = context.observation->snapshot->members[member].config.network.layers;
    const std::vector<int> shown = shown_layers(layers, kMaxCells);
    const std::vector<Rect> rects =
        place_cells(pixels, static_cast<int>(shown.size()),
                    class_legend_size(*context.displayed().data, context.theme()),
                    context.theme().scale)
            .cells;
    view.outside.clear();
    for (std::size_t i = 0; i < shown.size(); ++i) {
        view.outside.push_back(count_outside(*context.observation->members[member].states,
                                             context.observation->snapshot->data->size(),
                                             static_cast<float>(shown[i]),
                                             {viewport.lo(), viewport.hi()}, {}));
        const int side = static_cast<int>(rects[i].width());
        const int top = static_cast<int>(rects[i].min.y);
        const int first = std::max(rows.first, top);
        const int end = std::min(rows.first + rows.count, top + side);
        if (first >= end) {
            continue;
        }
        view.cell.resize({side, side}, {first - top, end - first});
        FlowScene scene = make_cell_scene(*context.observation, member, shown[i], context.state);
        scene.pixel_scale = context.theme().scale * kSmaller;
        scene.trail_budget = kTrails;
        scene.particle_budget = kParticles;
        view.renderer.draw(scene, viewport, palette, view.cell);
        view.canvas.bind();
        copy_canvas({size.x, rows.count}, view.cell,
                    {static_cast<int>(rects[i].min.x), first - rows.first});
        view.canvas.unbind();
    }
}

void LayerCells::show(const FrameContext& context, int member, const Rect& rect) const {
    const Theme& theme = context.theme();
    const Palette& p = *theme.palette;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const std::vector<int> shown =
        shown_layers(context.displayed().members[member].config.network.layers, kMaxCells);
    const Dataset& data = *context.displayed().data;
    const auto [rects, legend] = place_cells(rect.size(), static_cast<int>(shown.size()),
                                             class_legend_size(data, theme), theme.scale);
    class_legend(data, theme, {rect.min.x + legend.x, rect.min.y + legend.y});
    const float size = theme.px(Fonts::kSmall);
    const int current_layer = static_cast<int>(
        std::lround(member_depth(context.displayed(), member, context.temp.depth.value)));
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const ImVec2 min{rect.min.x + rects[i].min.x, rect.min.y + rects[i].min.y};
        const ImVec2 max{rect.min.x + rects[i].max.x, rect.min.y + rects[i].max.y};
        const bool current = shown[i] == current_layer;
        draw.AddRect(min, max, theme.colour(current ? p.accent : p.panel_border), 0, 0,
                     current ? theme.px(2) : 1.0f);
        char text[24];
        std::snprintf(text, sizeof text, shown[i] == 0 ? "input" : "layer %d", shown[i]);
        cell_text(theme, {min.x + theme.px(5), min.y + theme.px(3)}, p.text, text);
        // Number of points outside the cell's frame, if there is room for the text.
        const std::vector<int>& outside = views_[member].outside;
        if (i < outside.size() && outside[i] > 0 && max.y - min.y > theme.px(kRoomForTwo)) {
            std::snprintf(text, sizeof text, "%d outside", outside[i]);
            cell_text(theme, {min.x + theme.px(5), max.y - theme.px(5) - size}, p.warning, text);
        }
        ImGui::PushID(static_cast<int>(i));
        ImGui::SetCursorScreenPos(min);
        if (hit_area("cell", {max.x - min.x, max.y - min.y})) {
            context.temp.depth.value =
                depth_where(context.displayed(), member, static_cast<float>(shown[i]));
            context.temp.depth.playing = false;
        }
        context.ui.controls().add_last_item(
            (member == 0 && context.has_a() ? "cell_a." : "cell_b.") + std::to_string(i));
        context.ui.tooltip(shown[i] == 0
                               ? "The points as they are given"
                               : "The points after this layer; a click takes the depth here");
        ImGui::PopID();
    }
}

}  // namespace la
