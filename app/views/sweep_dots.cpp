#include "app/views/sweep_dots.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <vector>

namespace la {

namespace {

// The dot `by` places after this one, from left to right and from the bottom to the top.
int next_dot(std::span<const ImVec2> places, int from, int by) {
    std::vector<int> order(places.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {}, [&](int i) {
        const ImVec2 at = places[static_cast<std::size_t>(i)];
        return std::tuple(at.x, -at.y, i);
    });
    const auto now = std::ranges::find(order, from) - order.begin();
    const auto last = static_cast<std::ptrdiff_t>(order.size()) - 1;
    return order[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(now + by, 0, last))];
}

}  // namespace

PointedDot pointed_dot(const FrameContext& context, const std::string& name, const Rect& plot,
                       std::span<const ImVec2> places, std::optional<int> hovered, bool clicked) {
    Controls& controls = context.ui.controls();
    controls.add(name, plot);
    if (places.empty()) {
        return {};
    }
    controls.add_stop(name, plot);
    if (hovered || controls.focused() != name) {
        return {hovered, clicked};
    }
    int& at = context.temp.sweep.at_keys;
    at = std::clamp(at, 0, static_cast<int>(places.size()) - 1);
    if (const int by = controls.nudged(name); by != 0) {
        at = next_dot(places, at, by);
    }
    return {at, controls.used(name)};
}

const SweepRun* sweep_dots(const FrameContext& context, const SweepState& sweep,
                           const plot::DotPlotSeen& seen, const char* name) {
    const Rect place{{seen.inside.x, seen.inside.y}, {seen.inside.z, seen.inside.w}};
    context.temp.plots.places.push_back(place);
    context.temp.sweep.places.clear();
    for (const ImVec2& at : seen.places) {
        context.temp.sweep.places.emplace_back(at.x, at.y);
    }
    const PointedDot dot =
        pointed_dot(context, name, place, seen.places, seen.hovered, seen.clicked);
    if (!dot.at) {
        return nullptr;
    }
    const SweepRun& run = (*sweep.runs)[static_cast<std::size_t>(*dot.at)];
    if (dot.taken) {
        context.temp.commands.emplace_back(PickRun{run.values, run.seed});
    }
    return &run;
}

}  // namespace la
