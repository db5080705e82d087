#include "app/views/view_labels.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "app/readouts/differences.h"
#include "app/readouts/score_words.h"
#include "app/ui/text_plate.h"
#include "app/views/class_legend.h"
#include "app/views/layer_cells.h"
#include "app/views/probes.h"
#include "render/plot/number.h"
#include "render/plot/ticks.h"

namespace la {

namespace {

constexpr int kMaxTicks = 7;    // numbered ticks along the shorter side
constexpr float kNotes = 210;   // design pixels left free for notes beside a caption
constexpr float kCaption = 90;  // of the shortest caption

// Lines at the right edge, one below the other.
struct Notes {
    const Theme& theme;
    const Rect& rect;
    float top;

    void add(const char* line, glm::vec4 colour) {
        const FittedText fitted = fitted_text(theme.fonts.small, theme.px(Fonts::kSmall),
                                              rect.width() - theme.px(24), line);
        const ImVec2 extent =
            theme.fonts.small->CalcTextSizeA(fitted.size, 1e9f, 0, fitted.text.c_str());
        draw_text_plate(theme, theme.fonts.small, fitted.size,
                        {rect.max.x - extent.x - theme.px(12), top}, theme.colour(colour),
                        fitted.text.c_str());
        top += theme.px(22);
    }
};

// "layer 4 folds at 37 of 600 points"
void fold_note(Notes& out, const FrameContext& context, const FoldMarks& folds, const char* whose) {
    char line[96];
    std::snprintf(line, sizeof line, "layer %d%s folds at %d of %d points", folds.layer + 1, whose,
                  static_cast<int>(folds.places.size()), folds.points);
    out.add(line, context.theme().palette->text);
}

// "B    model.pt", or the file's name alone where no other network stands beside it.
std::string plate_of_model(const FrameContext& context, int member, const char* letter) {
    const std::string& name = context.displayed().members[static_cast<std::size_t>(member)].name;
    return context.has_a() ? std::string(letter) + "    " + name : name;
}

}  // namespace

void view_axes(const FrameContext& context, const Rect& rect, const Viewport& view) {
    const Theme& theme = context.theme();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    ImFont* font = theme.fonts.small;
    const float size = (Fonts::kSmall - 2) * theme.scale;
    const ImU32 colour = plot::with_alpha(theme.colour(theme.palette->text), kAxisText);
    const glm::vec2 extent{rect.width(), rect.height()};
    const float tick = theme.px(4);
    const float captions = theme.px(context.overlaid() ? 114 : 86);
    const plot::PlaneTicks ticks =
        plot::plane_ticks({view.lo().x, view.hi().x}, {view.lo().y, view.hi().y}, kMaxTicks);
    for (const plot::Tick& t : ticks.x) {
        const float x = rect.min.x + view.to_pixel({t.value, 0}, extent).x;
        const ImVec2 text = font->CalcTextSizeA(size, 1e9f, 0, t.label.c_str());
        if (x - text.x / 2 > rect.min.x + theme.px(16) &&
            x + text.x / 2 < rect.max.x - theme.px(4)) {
            draw.AddLine({x, rect.max.y}, {x, rect.max.y - tick}, colour);
            draw.AddText(font, size, {x - text.x / 2, rect.max.y - tick - text.y}, colour,
                         t.label.c_str());
        }
    }
    for (const plot::Tick& t : ticks.y) {
        const float y = rect.min.y + view.to_pixel({0, t.value}, extent).y;
        const ImVec2 text = font->CalcTextSizeA(size, 1e9f, 0, t.label.c_str());
        if (y - text.y > rect.min.y + captions && y + text.y < rect.max.y - theme.px(20)) {
            draw.AddLine({rect.min.x, y}, {rect.min.x + tick, y}, colour);
            draw.AddText(font, size, {rect.min.x + tick + theme.px(3), y - text.y / 2}, colour,
                         t.label.c_str());
        }
    }
}

void view_legend(const FrameContext& context, const Rect& rect) {
    const Theme& theme = context.theme();
    const Dataset& data = *context.displayed().data;
    const ImVec2 size = class_legend_size(data, theme);
    class_legend(data, theme,
                 {rect.max.x - size.x - theme.px(10), rect.max.y - size.y - theme.px(21)});
}

float view_caption(const FrameContext& context, int member, const Rect& rect, float top) {
    const Theme& theme = context.theme();
    const ImU32 text = theme.colour(theme.palette->text);
    const ImU32 dim = plot::with_alpha(text, 0.75f);
    char line[96];
    const bool is_a = context.has_a() && member == 0;
    const char* name = is_a && context.overlaid() ? "A (hollow)" : context.name_of(member);
    const float left = rect.min.x + theme.px(14);
    const std::vector<Difference>& different = context.temp.differences.of(context.displayed());
    const bool several = different.size() > 1;
    ImFont* font = several ? theme.fonts.text : theme.fonts.title;
    const float size = theme.px(several ? Fonts::kText : Fonts::kTitle);
    const std::string title =
        context.frozen()
            ? plate_of_model(context, member, name)
            : caption_text(different, name, context.displayed(), member,
                           [&](const std::string& words) {
                               return font->CalcTextSizeA(size, 1e9f, 0, words.c_str()).x <
                                      rect.width() - theme.px(kNotes);
                           });
    draw_text_plate(theme, font, size, {left, top + (several ? theme.px(2) : 0)}, text,
                    title.c_str(), rect.width() - theme.px(28));
    if (context.observation && member < static_cast<int>(context.observation->members.size())) {
        const Metrics& metrics = context.observation->members[member].metrics;
        const Dataset& data = *context.displayed().data;
        const bool moves =
            context.displayed().members[static_cast<std::size_t>(member)].config.network.kind ==
            NetworkKind::Residual;
        if (context.state.presentation) {  // the action has its bar below
            std::snprintf(line, sizeof line, "%s",
                          score_text(metrics.test_accuracy, data.has_values()).c_str());
        } else {
            const std::string score = score_line(context.displayed(), metrics.test_accuracy);
            std::snprintf(line, sizeof line, moves ? "%s    action %s" : "%s", score.c_str(),
                          plot::compact(metrics.action).c_str());
        }
        draw_text_plate(theme, theme.fonts.small, theme.px(Fonts::kSmall),
                        {left, top + theme.px(26)}, dim, line, rect.width() - theme.px(28));
    }
    return top + theme.px(54);
}

void view_notes(const FrameContext& context, int member, const Rect& rect,
                const std::array<const FoldMarks*, 2>& folds) {
    const Theme& theme = context.theme();
    const bool beside = rect.width() > theme.px(kNotes + kCaption);  // else below the caption
    Notes out{theme, rect, rect.min.y + theme.px(beside ? 14 : 64)};
    char line[96];
    if (context.shows_sweep()) {
        const std::string name =
            context.temp.sweep.name_of(context.displayed(), static_cast<std::size_t>(member));
        out.add(("sweep: " + name).c_str(), theme.palette->warning);
        out.add("End: back to the training", theme.palette->text_dim);
    }
    if (!context.observation || member >= static_cast<int>(context.observation->members.size())) {
        return;
    }
    if (context.overlaid() && context.state.show_field) {
        out.add("field and boundary: B's", theme.palette->text_dim);
    }
    for (const int m : {0, 1}) {
        const int outside = context.temp.view.outside[m];
        if (outside > 0 && context.state.flow_at_depth() && (m == member || context.overlaid())) {
            const bool fits = context.has_a() && context.temp.view.frame_of != FrameOf::Both;
            std::snprintf(line, sizeof line, "%d point%s%s beyond the frame%s", outside,
                          outside == 1 ? "" : "s",
                          !context.overlaid() ? ""
                          : m == 0            ? " of A"
                                              : " of B",
                          fits ? " (F: fit)" : "");
            out.add(line, theme.palette->warning);
        }
    }
    for (const int m : {0, 1}) {
        if (folds[m]->points > 0 && (m == member || context.overlaid())) {
            fold_note(out, context, *folds[m],
                      !context.overlaid() ? ""
                      : m == 0            ? " of A"
                                          : " of B");
        }
    }
    const Flow* imported = context.displayed().members[member].imported.get();
    if (imported && context.state.show_field && !imported->decides_at(imported->layers())) {
        out.add(imported->decides_at(0) ? "no tail(x, k): decision field only at the input"
                                        : "without forward(x) and tail(x, k) it has no field",
                theme.palette->text_dim);
    }
    const int dimension = context.observation->snapshot->members[member].config.network.dimension;
    if (dimension > 2 && context.state.view != ViewKind::Input) {
        const bool cube = context.shows_cube();
        if (context.observation->projection) {
            std::snprintf(line, sizeof line, "principal components 1%s: %.0f %% of the variance",
                          cube ? " to 3" : ", 2",
                          100 * context.observation->projection->explained(cube ? 3 : 2));
        } else if (cube && dimension == 3) {
            std::snprintf(line, sizeof line, "coordinates x1, x2, x3");
        } else {
            std::snprintf(line, sizeof line, "coordinates 1%s of %d", cube ? " to 3" : ", 2",
                          dimension);
        }
        out.add(line, theme.palette->text);
        if (context.observation->projection && !cube && context.state.show_field) {
            out.add("field: slice through the mean", theme.palette->text_dim);
        }
    }
    const MemberObservation& seen = context.observation->members[member];
    const ProbeStates* shown = seen.probes.empty() ? nullptr : seen.probes[kParticlesProbe].get();
    const int points = shown ? shown->points : context.observation->snapshot->data->size();
    const int budget = context.state.view == ViewKind::Layers ? LayerCells::kParticles
                                                              : context.temp.view.particle_budget;
    if (context.state.show_particles && points > budget) {
        // In hundreds: the budget changes with the frame times.
        std::snprintf(line, sizeof line, "%d of %d points drawn, as frames allow",
                      budget - budget % 100, points);
        out.add(line, theme.palette->text_dim);
    }
}

}  // namespace la
