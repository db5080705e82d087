#include <cmath>
#include <utility>

#include "core/base/error.h"
#include "core/train/training.h"

// How a run that has diverged is noticed, and how it is taken back to where it was well.

namespace la {

void Training::keep_checkpoint() {
    if (ensembles_.empty() || diverged_) {
        return;
    }
    checkpoint_ = std::make_shared<const Checkpoint>(Checkpoint{now_, ensembles_.states()});
}

// Once at a step, before it is changed there: what follows then is known from the recording.
void Training::keep_good() {
    const StepRows<Recorded>& changed = recording_.changes();
    if (diverged_ || weights_step_ != now_.step || checkpoints_.last_step() >= now_.step ||
        (!changed.empty() && changed.back().step >= now_.step)) {
        return;
    }
    std::shared_ptr<const Checkpoint> at = checkpoint_;
    if (now_.step == 0) {
        at = std::make_shared<const Checkpoint>(Checkpoint{now_, {}});
    } else if (!at || at->run.step != now_.step) {
        at = std::make_shared<const Checkpoint>(
            Checkpoint{now_, ensembles_.empty() ? resume_ : ensembles_.states()});
    }
    auto kept = std::make_shared<KeptCheckpoint>(
        KeptCheckpoint{std::move(at), weights_, config_, members_, data_});
    kept->config.stop = {};
    checkpoints_.keep(std::move(kept));
}

std::shared_ptr<const KeptCheckpoint> Training::find_good() const {
    std::vector<double> lambda = lambda_in_force(members_, now_.nu);
    for (double& weight : lambda) {
        weight = std::isfinite(weight) ? weight : 0;
    }
    return last_good(checkpoints_, members_, lambda, *data_);
}

void Training::diverge(int member) {
    diverged_ = true;
    good_ = find_good();
    message_ = std::string(members_.size() == 2 && member == 0 ? "A" : "B") + " diverged at step " +
               std::to_string(now_.step) + ": reset, or lower the learning rate";
}

// The weights as they are now; if one is no longer finite, the run has diverged and keeps the last
// that were.
void Training::fetch_weights() {
    if (weights_step_ == now_.step || ensembles_.empty() || diverged_) {
        return;
    }
    MemberWeights fetched = ensembles_.weights(members_);
    if (const int noticed = not_finite(fetched); noticed >= 0) {
        Lost lost = retrace(now_, ensembles_, members_, *checkpoint_);
        weights_ = std::move(lost.weights);
        weights_step_ = lost.weights_step;
        diverge(lost.member >= 0 ? lost.member : noticed);
        return;
    }
    weights_ = std::move(fetched);
    weights_step_ = now_.step;
}

// Live: back to the good checkpoint, then everything that was changed since, at once. In a replay:
// the changes follow by themselves, and nothing is left to do but what tells of the rewind.
void Training::rewind(const Rewind& what) {
    if (!diverged_ && what.from > now_.step) {
        keep_good();
        note_rewind(what);
        return;
    }
    if (!good_) {
        throw Error(diverged_ ? "there is no good step to rewind to; try a reset"
                              : "only a run that has diverged can be rewound");
    }
    const Rewind recorded{now_.step, log_->every(), history_->every()};
    const std::vector<Recorded> later = recording_.changes_from(good_->step());
    go_back(*good_);
    note_rewind(recorded);
    for (const Recorded& change : later) {
        if (std::holds_alternative<SetEngine>(change.change)) {
            recording_.note(now_.step, change.change);  // its engine has been taken already
        } else if (!std::holds_alternative<Rewind>(change.change)) {
            apply(change.change);
        }
    }
}

// Throws before anything else has changed if the engine cannot be made.
void Training::go_back(KeptCheckpoint to) {
    if (ensembles_.empty()) {
        resume_ = to.at->engines;
    } else {
        if (to.data != data_) {
            Ensembles made;
            made.make(to.members, to.data, options_, factory_, ensembles_.groups());
            ensembles_ = std::move(made);
        }
        ensembles_.set_optimizer(to.members);
        if (to.at->engines.empty()) {
            ensembles_.start(to.weights);
        } else {
            ensembles_.set_states(to.at->engines);
        }
    }
    ++run_;
    const std::int64_t step = to.step();
    const StopConfig stop = config_.stop;
    now_ = to.at->run;
    config_ = std::move(to.config);
    config_.stop = stop;
    members_ = std::move(to.members);
    data_ = std::move(to.data);
    weights_ = std::move(to.weights);
    weights_step_ = step;
    log_->cut(step);
    history_->cut(step);
    changes_.cut(step);
    recording_.cut(step);
    points_ = points_of(recording_);
    diverged_ = stopped_ = false;
    good_ = nullptr;
    checkpoints_.cut(step);
    push_lambda();
    keep_checkpoint();
}

// The same of a rewind and of its replay, so that both leave the same.
void Training::note_rewind(const Rewind& what) {
    log_->widen(what.rows_spacing);
    history_->widen(what.history_spacing);
    checkpoints_.keep_last();
    changes_.note(now_.step, {{"step", -1, std::to_string(what.from)}},
                  {{"step", -1, std::to_string(now_.step)}});
    recording_.note(now_.step, what);
    stop_rule_.set(config_.stop);
    message_ =
        "rewound to step " + std::to_string(now_.step) + ": lower the learning rate, then train on";
}

}  // namespace la
