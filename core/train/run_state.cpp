#include "core/train/run_state.h"

#include <algorithm>
#include <cmath>

namespace la {

std::vector<double> lambda_in_force(std::span<const MemberConfig> members,
                                    std::span<const double> nu) {
    std::vector<double> out;
    for (std::size_t m = 0; m < members.size(); ++m) {
        const ObjectiveConfig& objective = members[m].objective;
        out.push_back(objective.mode == Mode::Uzawa ? 1 / nu[m] : effective_lambda(objective));
    }
    return out;
}

std::span<const std::int32_t> advance(RunState& now, Ensembles& ensembles,
                                      std::span<const MemberConfig> members) {
    const std::span<const std::int32_t> batch = now.batches.next();
    ensembles.step(batch);
    ++now.step;
    std::vector<bool> due(members.size());
    for (std::size_t m = 0; m < members.size(); ++m) {
        const ObjectiveConfig& objective = members[m].objective;
        due[m] = objective.mode == Mode::Uzawa && now.step % objective.uzawa.every == 0;
    }
    if (std::ranges::find(due, true) == due.end()) {
        return batch;
    }
    const std::vector<double> loss = ensembles.loss(batch, due);
    for (std::size_t m = 0; m < members.size(); ++m) {
        if (due[m]) {
            now.nu[m] += members[m].objective.uzawa.tau * loss[m];
        }
    }
    ensembles.set_lambda(lambda_in_force(members, now.nu));
    return batch;
}

int not_finite(const MemberWeights& weights) {
    const auto at = std::ranges::find_if(weights, [](const auto& member) {
        return !std::ranges::all_of(member->values, [](float w) { return std::isfinite(w); });
    });
    return at == weights.end() ? -1 : static_cast<int>(at - weights.begin());
}

Lost retrace(RunState& now, Ensembles& ensembles, std::span<const MemberConfig> members,
             const Checkpoint& from, const LostMember& lost) {
    const std::int64_t noticed = now.step;
    now = from.run;
    ensembles.set_states(from.engines);
    ensembles.set_lambda(lambda_in_force(members, now.nu));
    Lost out{.weights = ensembles.weights(members), .weights_step = now.step};
    while (now.step < noticed) {
        const std::vector<double> nu = now.nu;
        advance(now, ensembles, members);
        MemberWeights weights = ensembles.weights(members);
        if (const int member = lost(weights); member >= 0) {
            now.nu = nu;
            out.member = member;
            return out;
        }
        out.weights = std::move(weights);
        out.weights_step = now.step;
    }
    return out;
}

}  // namespace la
