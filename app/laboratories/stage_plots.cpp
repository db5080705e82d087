#include "app/laboratories/stage_plots.h"

namespace la {

namespace {

constexpr float kHeading = 34;  // design pixels, with what is between two plots
constexpr float kLeast = 64;    // of a plot beside another one
constexpr float kNone = 40;     // below this there is none

}  // namespace

void stage_plots(const FrameContext& context, const Rect& panel,
                 const std::vector<StagePlot>& plots) {
    const float room = panel.height() - ImGui::GetCursorPosY();
    const auto height = [&](std::size_t count) {
        return room / static_cast<float>(count) - context.theme().px(kHeading);
    };
    std::size_t count = plots.size();
    while (count > 1 && height(count) < context.theme().px(kLeast)) {
        --count;
    }
    if (height(count) < context.theme().px(kNone)) {
        return;
    }
    for (std::size_t i = 0; i < count; ++i) {
        plots[i](height(count));
    }
}

}  // namespace la
