#include "app/views/sweep_dots.h"

namespace la {

const SweepRun* sweep_dots(const FrameContext& context, const SweepState& sweep,
                           const plot::DotPlotSeen& seen, const char* name) {
    const Rect place{{seen.inside.x, seen.inside.y}, {seen.inside.z, seen.inside.w}};
    context.temp.plots.places.push_back(place);
    context.ui.controls().add(name, place);
    context.temp.sweep.places.clear();
    for (const ImVec2& at : seen.places) {
        context.temp.sweep.places.emplace_back(at.x, at.y);
    }
    if (!seen.hovered) {
        return nullptr;
    }
    const SweepRun& run = (*sweep.runs)[static_cast<std::size_t>(*seen.hovered)];
    if (seen.clicked) {
        context.temp.commands.emplace_back(PickRun{run.values, run.seed});
    }
    return &run;
}

}  // namespace la
