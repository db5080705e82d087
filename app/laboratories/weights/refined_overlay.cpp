#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "app/laboratories/weights/weights_panels.h"
#include "app/ui/text_plate.h"
#include "app/views/class_legend.h"
#include "app/views/member_depth.h"

namespace la {

namespace {

constexpr int kPaths = 16;  // more hide the particles, and their dashes cost frames
constexpr float kDash = 10, kGap = 7;

// A path whose dashes go on around its corners.
class Dashes {
  public:
    Dashes(ImDrawList& draw, ImU32 colour, float width, float dash, float gap)
        : draw_(draw), colour_(colour), width_(width), dash_(dash), period_(dash + gap) {}

    void segment(ImVec2 from, ImVec2 to) {
        const float length = std::hypot(to.x - from.x, to.y - from.y);
        if (!(length > 0) || length > 4000) {
            return;
        }
        const auto at = [&](float along) {
            const float t = along / length;
            return ImVec2(from.x + t * (to.x - from.x), from.y + t * (to.y - from.y));
        };
        for (float along = 0; along < length;) {
            const float place = std::fmod(gone_ + along, period_);
            const float next =
                std::min(length, along + (place < dash_ ? dash_ : period_) - place + 1e-3f);
            if (place < dash_) {
                draw_.AddLine(at(along), at(next), colour_, width_);
            }
            along = next;
        }
        gone_ = std::fmod(gone_ + length, period_);
    }

  private:
    ImDrawList& draw_;
    ImU32 colour_;
    float width_, dash_, period_;
    float gone_ = 0;
};

// The paths of n points, [L+1][n], of which some are drawn up to depth s.
struct Paths {
    std::span<const glm::vec2> states;
    int points = 0;
    float depth = 0;
    ImU32 colour = 0;
    float dash = kDash, gap = kGap;
};

void draw_paths(const FrameContext& context, const Paths& paths, const Viewport& viewport,
                const Rect& rect, bool heads) {
    const Theme& theme = context.theme();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const glm::vec2 size{rect.width(), rect.height()};
    const auto n = static_cast<std::size_t>(paths.points);
    const auto layers = n > 0 ? paths.states.size() / n - 1 : 0;
    const float depth = std::min(paths.depth, static_cast<float>(layers));
    const auto pixel = [&](glm::vec2 place) {
        const glm::vec2 at = viewport.to_pixel(place, size);
        return ImVec2(rect.min.x + at.x, rect.min.y + at.y);
    };
    const std::size_t step = std::max<std::size_t>(1, n / kPaths);
    for (std::size_t i = 0; i < n; i += step) {
        Dashes path(draw, paths.colour, theme.px(1.2f), theme.px(paths.dash), theme.px(paths.gap));
        const auto at = [&](float s) {
            const auto k = std::min(static_cast<std::size_t>(s), layers - (layers > 0 ? 1 : 0));
            const glm::vec2 from = paths.states[k * n + i];
            const glm::vec2 to = layers > 0 ? paths.states[(k + 1) * n + i] : from;
            return pixel(from + (s - static_cast<float>(k)) * (to - from));
        };
        ImVec2 last = at(0);
        for (float s = 1; s < depth + 1; s += 1) {
            const ImVec2 next = at(std::min(s, depth));
            path.segment(last, next);
            last = next;
        }
        if (heads && std::isfinite(last.x) && std::isfinite(last.y)) {
            draw.AddCircle(last, theme.px(4), paths.colour, 16, theme.px(1.3f));
        }
    }
}

void plate(const FrameContext& context, const RefinedFlow& refined, int layers, const Rect& rect,
           float below) {
    const Theme& theme = context.theme();
    char line[128];
    std::snprintf(line, sizeof line, "%d %s points: %d layers %.3f, %d layers %.3f", refined.tested,
                  refined.fresh ? "fresh" : "of the data's", layers, refined.own_accuracy,
                  layers * refined.factor, refined.accuracy);
    const bool lost = refined.accuracy < refined.own_accuracy - 0.02;
    const float size = theme.px(Fonts::kSmall);
    draw_text_plate(theme, theme.fonts.small, size, {rect.min.x + theme.px(14), below},
                    theme.colour(lost ? theme.palette->warning : theme.palette->accent), line,
                    rect.width() - theme.px(28));
    char key[96];
    std::snprintf(key, sizeof key, "dashed: %d layers, interpolated", layers * refined.factor);
    // Right of the axis, and left of the classes or above them.
    const float room = rect.width() - theme.px(54);
    const float classes = class_legend_size(*context.displayed().data, theme).x + theme.px(20);
    const bool beside = theme.fonts.small->CalcTextSizeA(size, 1e9f, 0, key).x < room - classes;
    draw_text_plate(theme, theme.fonts.small, size,
                    {rect.min.x + theme.px(40), rect.max.y - theme.px(beside ? 40 : 70)},
                    theme.colour(theme.palette->text), key, room);
}

}  // namespace

void refined_overlay(const FrameContext& context, int member, const Viewport& viewport,
                     const Rect& rect, float below) {
    if (context.state.view != ViewKind::Plane || !context.observation ||
        member >= static_cast<int>(context.observation->members.size())) {
        return;
    }
    const Observation& seen = *context.observation;
    const MemberObservation& of = seen.members[static_cast<std::size_t>(member)];
    const Palette& palette = *context.theme().palette;
    const float depth = member_depth(*seen.snapshot, member, context.temp.depth.value);
    ImGui::PushClipRect(rect.min, rect.max, true);
    if (of.ode) {
        const int layers =
            seen.snapshot->members[static_cast<std::size_t>(member)].config.network.layers;
        draw_paths(context,
                   {.states = *of.ode,
                    .points = static_cast<int>(of.ode->size()) / (layers + 1),
                    .depth = depth,
                    .colour = context.theme().colour(palette.accent),
                    .dash = 1.5f,
                    .gap = 3},
                   viewport, rect, false);
    }
    if (of.refined) {
        draw_paths(context,
                   {.states = of.refined->states,
                    .points = of.refined->points,
                    .depth = depth,
                    .colour = context.theme().colour(palette.boundary)},
                   viewport, rect, true);
        plate(context, *of.refined,
              seen.snapshot->members[static_cast<std::size_t>(member)].config.network.layers, rect,
              below);
    }
    ImGui::PopClipRect();
}

}  // namespace la
