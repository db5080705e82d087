#include "core/observe/refined_flow.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "core/kernels/weights_flow.h"
#include "core/measure/metrics.h"
#include "core/model/ode_flow.h"
#include "core/model/refine.h"
#include "core/model/trajectory.h"

namespace la {

namespace {

constexpr int kMaxPoints = 2000;          // that are drawn and compared
constexpr int kTested = 1000;             // fresh points
constexpr std::uint64_t kStream = 0x51f;  // of the fresh points: the same in every observation

// Points to test on that no training has seen, where there are any.
struct Tested {
    Dataset points;
    bool fresh = false;
};

Tested tested_points(const Dataset& data, const DatasetConfig& config) {
    Dataset drawn = fresh_points(config, kTested, config.seed ^ kStream);
    if (!drawn.points.empty()) {
        return {std::move(drawn), true};
    }
    const bool split = data.size() > data.train;
    const auto first = split ? data.train : 0;
    const auto last = std::min(data.size(), first + kMaxPoints);
    Dataset out;
    out.points.assign(data.points.begin() + first, data.points.begin() + last);
    out.labels.assign(data.labels.begin() + first, data.labels.begin() + last);
    if (data.has_values()) {
        set_values(out, {data.values.begin() + first, data.values.begin() + last});
    }
    return {std::move(out), false};
}

}  // namespace

RefinedFlow refined_flow(const std::shared_ptr<const Weights>& weights, int factor,
                         const Dataset& data, const DatasetConfig& config, const Projection* by) {
    const WeightsFlow own(weights);
    const WeightsFlow fine(std::make_shared<const Weights>(refined(*weights, factor)));
    const int q = own.dimension();
    RefinedFlow out{.factor = factor, .points = std::min(data.size(), kMaxPoints), .states = {}};
    const std::vector<float> x =
        initial_states(std::span(data.points).first(static_cast<std::size_t>(out.points)), q);
    const Trajectory all = trajectory(fine, x);
    std::vector<float> kept;
    for (int k = 0; k <= fine.layers(); k += factor) {
        const std::span<const float> cloud = all.cloud(k);
        kept.insert(kept.end(), cloud.begin(), cloud.end());
    }
    out.states = project(kept, q, by);
    const Trajectory before = trajectory(own, x);
    const double moved = mean_squared_distance(x, before.cloud(own.layers()), q);
    const double changed =
        mean_squared_distance(before.cloud(own.layers()), all.cloud(fine.layers()), q);
    out.relative_change = moved > 0 ? std::sqrt(changed / moved) : 0;

    const Tested on = tested_points(data, config);
    const std::vector<float> start = initial_states(on.points.points, q);
    out.tested = on.points.size();
    out.fresh = on.fresh;
    out.own_accuracy = score(own, start, on.points);
    out.accuracy = score(fine, start, on.points);
    return out;
}

std::vector<glm::vec2> ode_flow(const Weights& weights, const Dataset& data, const Projection* by) {
    const int q = weights.network.dimension;
    const auto n = static_cast<std::size_t>(std::min(data.size(), kOdePoints));
    const std::vector<float> x = initial_states(std::span(data.points).first(n), q);
    return project(ode_states(weights, x), q, by);
}

}  // namespace la
