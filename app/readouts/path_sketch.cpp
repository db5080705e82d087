#include "app/readouts/path_sketch.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include "core/measure/transport.h"

namespace la {

std::array<PathSketch::Path, 2> PathSketch::straight_paths() {
    std::array<Path, 2> out;
    for (int k = 0; k <= kLayers; ++k) {
        const float x = 2 * static_cast<float>(k) / kLayers - 1;
        out[0][k] = {x, 0.8f};
        out[1][k] = {x, -0.8f};
    }
    return out;
}

void move_state(PathSketch& sketch, int path, int layer, glm::vec2 to) {
    PathSketch::Path& states = sketch.paths[path];
    to = glm::clamp(to, glm::vec2(-PathSketch::kReach), glm::vec2(PathSketch::kReach));
    const glm::vec2 by = to - states[layer];
    if (layer == 0 || layer == PathSketch::kLayers) {
        for (int k = 0; k <= PathSketch::kLayers; ++k) {
            const float part = static_cast<float>(k) / PathSketch::kLayers;
            states[k] += (layer == 0 ? 1 - part : part) * by;
        }
    }
    states[layer] = to;
}

void swap_ends(PathSketch& sketch) {
    const glm::vec2 first = sketch.paths[0].back(), second = sketch.paths[1].back();
    move_state(sketch, 0, PathSketch::kLayers, second);
    move_state(sketch, 1, PathSketch::kLayers, first);
}

SketchMeasures measures_of(const PathSketch& sketch) {
    SketchMeasures out;
    std::array<float, 4> begin{}, end{};  // [point][coordinate]
    for (int i = 0; i < 2; ++i) {
        const PathSketch::Path& x = sketch.paths[i];
        for (int k = 0; k < PathSketch::kLayers; ++k) {
            const glm::dvec2 r = glm::dvec2(x[k + 1]) - glm::dvec2(x[k]);
            out.action += PathSketch::kLayers * glm::dot(r, r) / 2;
        }
        const glm::dvec2 whole = glm::dvec2(x.back()) - glm::dvec2(x.front());
        out.displacement += glm::dot(whole, whole) / 2;
        for (int c = 0; c < 2; ++c) {
            begin[2 * i + c] = x.front()[c];
            end[2 * i + c] = x.back()[c];
        }
    }
    out.w2_squared = wasserstein2_squared(begin, end, 2);
    out.straightness = out.action > 0 ? out.displacement / out.action : 1;
    out.optimality = out.displacement > 0 ? out.w2_squared / out.displacement : 1;
    return out;
}

}  // namespace la
