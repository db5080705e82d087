#include <cmath>
#include <vector>

#include "app/laboratories/stability/stability_panels.h"
#include "app/ui/text_plate.h"

namespace la {

void twin_overlay(const FrameContext& context, int member, const Viewport& viewport,
                  const Rect& rect) {
    if (context.state.view != ViewKind::Input || !context.observation ||
        member >= static_cast<int>(context.observation->members.size())) {
        return;
    }
    const auto& line = context.observation->members[static_cast<std::size_t>(member)].twin_boundary;
    if (!line) {
        return;
    }
    const Theme& theme = context.theme();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const glm::vec2 size{rect.width(), rect.height()};
    const auto pixel = [&](glm::vec2 place) {
        const glm::vec2 at = viewport.to_pixel(place, size);
        return ImVec2(rect.min.x + at.x, rect.min.y + at.y);
    };
    const ImU32 colour = theme.colour(theme.palette->warning);
    ImGui::PushClipRect(rect.min, rect.max, true);
    // Every second piece: the pieces are short, so that they look like dashes.
    for (std::size_t i = 0; i + 1 < line->size(); i += 2) {
        const ImVec2 a = pixel((*line)[i]), b = pixel((*line)[i + 1]);
        const float place = std::fmod(a.x + a.y, theme.px(14));
        if (place < theme.px(8.5f)) {
            draw.AddLine(a, b, colour, theme.px(2));
        }
    }
    const char* words = "dashed: its twin";
    const float small = theme.px(Fonts::kSmall);
    const float width = theme.fonts.small->CalcTextSizeA(small, 1e9f, 0, words).x;
    draw_text_plate(theme, theme.fonts.small, small,
                    {rect.max.x - width - theme.px(16), rect.max.y - theme.px(70)}, colour, words);
    ImGui::PopClipRect();
}

}  // namespace la
