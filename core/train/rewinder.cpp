#include "core/train/rewinder.h"

#include <cmath>
#include <utility>

namespace la {

void Rewinder::keep_newest(const TrainingState& s, const Ensembles& ensembles) {
    if (ensembles.empty() || s.diverged) {
        return;
    }
    newest_ = std::make_shared<const Checkpoint>(Checkpoint{s.now, ensembles.states()});
}

void Rewinder::keep_good(TrainingState& s, const Ensembles& ensembles) const {
    const StepRows<Recorded>& changed = s.recording.changes();
    if (s.diverged || s.weights_step != s.now.step || s.checkpoints.last_step() >= s.now.step ||
        (!changed.empty() && changed.back().step >= s.now.step)) {
        return;
    }
    std::shared_ptr<const Checkpoint> at = newest_;
    if (s.now.step == 0) {
        at = std::make_shared<const Checkpoint>(Checkpoint{s.now, {}});
    } else if (!at || at->run.step != s.now.step) {
        at = std::make_shared<const Checkpoint>(
            Checkpoint{s.now, ensembles.empty() ? s.engines : ensembles.states()});
    }
    auto kept = std::make_shared<KeptCheckpoint>(
        KeptCheckpoint{std::move(at), s.weights, s.config, s.members, s.data});
    kept->config.stop = {};
    s.checkpoints.keep(std::move(kept));
}

void Rewinder::find_good(const TrainingState& s) {
    std::vector<double> lambda = lambda_in_force(s.members, s.now.nu);
    for (double& weight : lambda) {
        weight = std::isfinite(weight) ? weight : 0;
    }
    good_ = last_good(s.checkpoints, s.members, lambda, *s.data);
}

}  // namespace la
