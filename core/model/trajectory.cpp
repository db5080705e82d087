#include "core/model/trajectory.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace la {

std::span<const float> Trajectory::cloud(int k) const {
    const std::size_t size = static_cast<std::size_t>(points) * dimension;
    return std::span(states).subspan(k * size, size);
}

bool Trajectory::finite() const {
    return std::ranges::all_of(states, [](float v) { return std::isfinite(v); });
}

std::vector<float> initial_states(std::span<const glm::vec2> points, int dimension) {
    std::vector<float> out(points.size() * dimension, 0.0f);
    for (std::size_t i = 0; i < points.size(); ++i) {
        out[i * dimension] = points[i].x;
        out[i * dimension + 1] = points[i].y;
    }
    return out;
}

Trajectory trajectory(const Flow& flow, std::span<const float> x) {
    Trajectory out{.layers = flow.layers(), .dimension = flow.dimension()};
    out.points = static_cast<int>(x.size()) / out.dimension;
    out.states.resize((out.layers + 1) * x.size());
    flow.states(0, x, out.states);
    return out;
}

Trajectory select(const Trajectory& all, std::span<const int> points) {
    Trajectory out{.layers = all.layers, .dimension = all.dimension};
    out.points = static_cast<int>(points.size());
    out.states.reserve((out.layers + 1) * points.size() * out.dimension);
    for (int k = 0; k <= all.layers; ++k) {
        for (const int i : points) {
            const auto x =
                all.cloud(k).subspan(static_cast<std::size_t>(i) * all.dimension, all.dimension);
            out.states.insert(out.states.end(), x.begin(), x.end());
        }
    }
    return out;
}

std::vector<glm::vec2> in_plane(std::span<const float> states, int dimension) {
    std::vector<glm::vec2> out(states.size() / dimension);
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = {states[i * dimension], states[i * dimension + 1]};
    }
    return out;
}

double mean_squared_distance(std::span<const float> x, std::span<const float> y, int dimension) {
    assert(x.size() == y.size());
    double sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double difference = static_cast<double>(y[i]) - x[i];
        sum += difference * difference;
    }
    return sum * dimension / static_cast<double>(x.size());
}

}  // namespace la
