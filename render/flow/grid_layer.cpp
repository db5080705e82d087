#include "render/flow/grid_layer.h"

namespace la {

namespace {

constexpr float kLineWidth = 1;  // logical pixels

}  // namespace

void GridLayer::add(const FlowFrame& frame, Strokes& strokes) {
    const WarpedGrid& grid = frame.scene.grid;
    if (grid.lines < 1 || grid.samples < 2) {
        return;
    }
    const auto samples = static_cast<std::size_t>(grid.samples);
    const std::size_t lines = 2 * static_cast<std::size_t>(grid.lines);
    const std::size_t points = lines * samples;
    if (grid.states.size() < points * (static_cast<std::size_t>(frame.scene.layers) + 1)) {
        return;
    }
    const AtDepth at = at_depth(frame.scene);
    const StrokeStyle style{.colour = frame.palette.lattice, .width = frame.px(kLineWidth)};
    line_.resize(samples);
    for (std::size_t line = 0; line < lines; ++line) {
        for (std::size_t i = 0; i < samples; ++i) {
            line_[i] = frame.to_pixel(place_at(grid.states, points, line * samples + i, at));
        }
        strokes.polyline(line_, style);
    }
}

}  // namespace la
