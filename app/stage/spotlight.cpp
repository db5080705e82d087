#include "app/stage/spotlight.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace la {

namespace {

constexpr float kPulse = 1.6f;         // seconds
constexpr float kStill = 10 * kPulse;  // a moment at which the ring is as it is drawn at rest
constexpr float kDim = 0.45f;
constexpr float kFadeIn = 0.4f;  // seconds

// The parts of a rectangle around a hole in it.
std::array<Rect, 4> around(const Rect& all, const Rect& hole) {
    const ImVec2 lo{std::clamp(hole.min.x, all.min.x, all.max.x),
                    std::clamp(hole.min.y, all.min.y, all.max.y)};
    const ImVec2 hi{std::clamp(hole.max.x, all.min.x, all.max.x),
                    std::clamp(hole.max.y, all.min.y, all.max.y)};
    return {Rect{all.min, {all.max.x, lo.y}}, Rect{{all.min.x, lo.y}, {lo.x, hi.y}},
            Rect{{hi.x, lo.y}, {all.max.x, hi.y}}, Rect{{all.min.x, hi.y}, all.max}};
}

}  // namespace

void spotlight(const FrameContext& context, const std::string& control,
               std::span<const Rect> dimmed, float seconds) {
    const Widgets& ui = context.ui;
    seconds = context.state.moves_less() ? kStill : seconds;
    const auto found = ui.controls().rects().find(control);
    if (found == ui.controls().rects().end()) {
        return;
    }
    const Theme& theme = ui.theme();
    const float gap = theme.px(5);
    const Rect ring{{found->second.min.x - gap, found->second.min.y - gap},
                    {found->second.max.x + gap, found->second.max.y + gap}};
    ImDrawList& draw = *ImGui::GetForegroundDrawList();
    const float dim = kDim * std::clamp(seconds / kFadeIn, 0.0f, 1.0f);
    const ImU32 shade = plot::with_alpha(theme.colour(theme.palette->background), dim);
    for (const Rect& rect : dimmed) {
        for (const Rect& part : around(rect, ring)) {
            if (part.width() > 0 && part.height() > 0) {
                draw.AddRectFilled(part.min, part.max, shade);
            }
        }
    }
    const float wave = 0.5f + 0.5f * std::cos(6.2831853f * seconds / kPulse);
    const ImU32 accent = theme.colour(theme.palette->accent);
    const float out = theme.px(5) * (1 - wave);
    draw.AddRect({ring.min.x - out, ring.min.y - out}, {ring.max.x + out, ring.max.y + out},
                 plot::with_alpha(accent, 0.5f * wave), theme.px(8), 0, theme.px(2));
    draw.AddRect(ring.min, ring.max, accent, theme.px(6), 0, theme.px(2));
    ui.controls().add("spotlight", ring);
}

}  // namespace la
