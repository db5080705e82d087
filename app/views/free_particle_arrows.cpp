#include "app/views/free_particle_arrows.h"

#include <numbers>

#include "core/measure/free_particle.h"
#include "render/flow/thinning.h"

namespace la {

std::string why_no_ideal(const MemberConfig& config, double lambda, int classes) {
    if (classes > 2) {
        return "The ideal is known for two classes: more have a learned head";
    }
    if (config.network.head.kind != HeadKind::Far) {
        return "There is no ideal in closed form for a learned head: choose head \"far\"";
    }
    if (config.objective.loss != LossKind::CrossEntropy) {
        return "The ideal is known for the loss \"cross_entropy\"";
    }
    if (config.objective.cost != CostKind::Energy) {
        return "The ideal is known for the cost \"energy\"";
    }
    return lambda > 0 ? ""
                      : "With λ = 0 nothing holds the points back: the ideal is infinitely far";
}

std::vector<GhostArrow> free_particle_arrows(const Dataset& data, const MemberSnapshot& member) {
    std::vector<GhostArrow> out;
    if (!why_no_ideal(member.config, member.lambda, data.classes).empty()) {
        return out;
    }
    const auto intercept = static_cast<float>(member.config.network.head.intercept);
    for (int arrow = 0; arrow < arrow_count(data.size()); ++arrow) {
        const int i = arrow_point(arrow, data.size());
        const glm::vec2 x = data.points[i];
        // Class 0 is decided where x_0 + x_1 + intercept > 0, class 1 elsewhere.
        const float side = data.labels[i] == 0 ? 1.0f : -1.0f;
        const double shift = free_particle_shift({.logit = side * (x.x + x.y + intercept),
                                                  .normal = std::numbers::sqrt2,
                                                  .cost = 1.0 / member.config.network.layers},
                                                 1 / member.lambda);
        const auto each = side * static_cast<float>(shift / std::numbers::sqrt2);
        out.push_back({x, x + glm::vec2(each), data.labels[i]});
    }
    return out;
}

}  // namespace la
