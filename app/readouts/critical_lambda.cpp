#include "app/readouts/critical_lambda.h"

#include <numbers>

#include "core/measure/free_particle.h"

namespace la {

double critical_lambda(const MemberConfig& member, int classes) {
    if (classes > 2 || member.network.head.kind != HeadKind::Far ||
        member.objective.loss != LossKind::CrossEntropy ||
        member.objective.cost != CostKind::Energy) {
        return 0;
    }
    return free_particle_critical_lambda({.logit = -member.network.head.intercept,
                                          .normal = std::numbers::sqrt2,
                                          .cost = 1.0 / member.network.layers});
}

}  // namespace la
