#include "core/sweep/run_measures.h"

#include <algorithm>
#include <cmath>

#include "core/measure/smoothness.h"

namespace la {

namespace {

constexpr std::int64_t kMostWindow = 100000;  // of StabilityConfig

}  // namespace

void look_at_depth(const MemberWeights& weights, std::vector<SweepRun>& runs) {
    for (std::size_t m = 0; m < runs.size(); ++m) {
        const Smoothness now = smoothness(*weights[m]);
        SweepRun::Depth& depth = runs[m].depth;
        double squares = depth.aggregate * depth.aggregate;
        for (const double jump : now.jump) {
            squares += jump * jump;
        }
        depth = {std::max(depth.max_jump, now.max_jump), std::sqrt(squares), now.vn,
                 now.half_waves};
    }
}

StabilityConfig stability_of(const SweepPlan& plan) {
    if (plan.early > 0) {
        return {.vectors = 1, .window = static_cast<int>(std::min(plan.early, kMostWindow))};
    }
    const auto half = std::clamp<std::int64_t>(plan.steps - plan.steps / 2, 1, kMostWindow);
    return {.vectors = std::max(plan.config.stability.vectors, 1),
            .window = static_cast<int>(half)};
}

void take_early(const StabilityRows& rows, std::vector<SweepRun>& runs) {
    for (std::size_t m = 0; m < runs.size(); ++m) {
        const StabilityMeasures& now = rows.back().members[m];
        runs[m].early = {now.ftle.empty() ? StabilityMeasures::kNone : now.ftle.front(), now.loss};
    }
}

void take_stability(const StabilityRows& rows, std::vector<SweepRun>& runs) {
    for (std::size_t m = 0; m < runs.size(); ++m) {
        const StabilityMeasures& end = rows.back().members[m];
        runs[m].stability.positive = end.positive;
        runs[m].stability.ftle = end.ftle.empty() ? StabilityMeasures::kNone : end.ftle.front();
    }
}

}  // namespace la
