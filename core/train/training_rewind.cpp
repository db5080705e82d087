#include <span>
#include <utility>

#include "core/base/error.h"
#include "core/data/data_scale.h"
#include "core/kernels/weights_flow.h"
#include "core/measure/blow_up.h"
#include "core/stability/twin_engine.h"
#include "core/train/training.h"

// How a divergence is noticed, and how the run goes back to its good checkpoint.

namespace la {

void Training::diverge(int member) {
    s_.diverged = true;
    rewinder_.find_good(s_);
    const std::string scale = raw_scale(s_.config.dataset, *s_.data);
    s_.message = std::string(s_.members.size() == 2 && member == 0 ? "A" : "B") +
                 " diverged at step " + std::to_string(s_.now.step) +
                 (scale.empty() ? ": reset, or lower the learning rate"
                                : ": " + scale + "; standardise the data (dataset.standardise)");
}

// The first member with weights that are not finite, or that have blown up. Rows are judged by all
// points, the steps between two rows by some of them, so that going back over many takes no time.
int Training::lost_member(const MemberWeights& weights) const {
    const int infinite = not_finite(weights);
    if (infinite >= 0 || log_->now().empty()) {
        return infinite;
    }
    const Dataset points = points_to_compare(*s_.data);
    const MetricsRow& first = log_->now()[0];
    for (std::size_t m = 0; m < weights.size(); ++m) {
        const Metrics now = measure(*flow_of(weights[m]), points, s_.members[m].objective,
                                    s_.members[m].optimizer.batch);
        if (blown_up(now, first.members[m])) {
            return static_cast<int>(m);
        }
    }
    return -1;
}

// The run has diverged, as was noticed by this member. Keeps the last weights before.
void Training::lose(int noticed) {
    Lost lost = retrace(s_.now, ensembles_, s_.members, rewinder_.newest(),
                        [this](const MemberWeights& weights) { return lost_member(weights); });
    s_.weights = std::move(lost.weights);
    s_.weights_step = lost.weights_step;
    history_->cut(s_.weights_step);
    diverge(lost.member >= 0 ? lost.member : noticed);
}

// Copies the weights out of the engines. If one is not finite, the run has diverged and keeps the
// last weights before. Weights that are finite are not measured here: what is found must not depend
// on who looks when.
void Training::fetch_weights() {
    if (s_.weights_step == s_.now.step || ensembles_.empty() || s_.diverged) {
        return;
    }
    MemberWeights fetched = ensembles_.weights(s_.members);
    if (const int noticed = not_finite(fetched); noticed >= 0) {
        lose(noticed);
        return;
    }
    s_.weights = std::move(fetched);
    s_.weights_step = s_.now.step;
}

// Live: back to a checkpoint, the steps from there on again, then all changes made since, at once.
// In a replay the changes follow by themselves; only the rewind itself is noted.
void Training::rewind(const Rewind& what, const GoesOn& goes_on) {
    if (!s_.diverged && what.from > s_.now.step) {
        rewinder_.keep_good(s_, ensembles_);
        note_rewind(what);
        return;
    }
    const std::shared_ptr<const KeptCheckpoint> from = checkpoint_for(what);
    const std::int64_t to = what.to < 0 ? from->step() : what.to;
    const bool again = from->step() < to;
    const Rewind recorded{s_.now.step, log_->every(), history_->every()};
    const std::vector<Recorded> changes = s_.recording.changes_from(from->step());
    const std::shared_ptr<const MetricsRows> left = log_->rows();
    if (again) {
        use_engine_of(from->step());
    }
    go_back(*from);
    retrace_to(to, changes, goes_on);
    const std::int64_t reached = s_.now.step;
    note_rewind(recorded);
    for (const Recorded& change : changes) {
        if (change.step < reached) {
            continue;
        }
        if (std::holds_alternative<SetEngine>(change.change) && !again) {
            s_.recording.note(s_.now.step, change.change);  // its engine is in use already
        } else if (!std::holds_alternative<Rewind>(change.change)) {
            apply(change.change);
        }
    }
    left_ = {left, reached};
}

// Throws where there is none, or where the run has not been.
std::shared_ptr<const KeptCheckpoint> Training::checkpoint_for(const Rewind& what) const {
    if (what.to < 0) {
        if (!rewinder_.good()) {
            throw Error(s_.diverged ? "there is no good step to rewind to; try a reset"
                                    : "only a run that has diverged can be rewound");
        }
        return rewinder_.good();
    }
    if (what.to > s_.weights_step || what.to >= s_.now.step) {
        throw Error("step " + std::to_string(what.to) + " is not a step before this one");
    }
    std::shared_ptr<const KeptCheckpoint> from = s_.checkpoints.before(what.to);
    if (!from) {
        throw Error("the run is no longer known so far back; try a later step, or a reset");
    }
    return from;
}

// Steps that are taken again must have the engine that they had: others round otherwise.
void Training::use_engine_of(std::int64_t step) {
    Recording until = s_.recording;
    until.cut(step);
    const EngineOptions then = until.engine();
    if (then.engine != s_.engine.engine || then.device != s_.engine.device) {
        set_engine({then.engine, then.device});
    }
}

// Takes the steps up to this one again, with the changes made on the way, and keeps a checkpoint
// there.
void Training::retrace_to(std::int64_t step, std::span<const Recorded> changes,
                          const GoesOn& goes_on) {
    std::size_t next = 0;
    while (s_.now.step < step && !s_.diverged && (!goes_on || goes_on(s_.now.step, step))) {
        while (next < changes.size() && changes[next].step <= s_.now.step) {
            apply(changes[next++].change);
        }
        this->step();
    }
    fetch_weights();
    rewinder_.keep_good(s_, ensembles_);
}

// Throws before anything else has changed if the engine cannot be made.
void Training::go_back(KeptCheckpoint to) {
    if (ensembles_.empty()) {
        s_.engines = to.at->engines;
    } else {
        if (to.data != s_.data) {
            Ensembles made;
            made.make(to.members, to.data, options_for_twin(s_.engine, to.config.stability),
                      factory_, ensembles_.groups());
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
    const StopConfig stop = s_.config.stop;
    s_.now = to.at->run;
    s_.config = std::move(to.config);
    s_.config.stop = stop;
    s_.members = std::move(to.members);
    s_.data = std::move(to.data);
    s_.weights = std::move(to.weights);
    s_.weights_step = step;
    log_->cut(step);
    weights_log_.cut(step);
    stability_log_.cut(step);
    history_->cut(step);
    s_.changes.cut(step);
    s_.recording.cut(step);
    points_ = points_of(s_.recording);
    s_.diverged = stopped_ = false;
    rewinder_.forget_good();
    s_.checkpoints.cut(step);
    push_lambda();
    rewinder_.keep_newest(s_, ensembles_);
}

// Shared by a rewind and its replay, so that both leave the same logs.
void Training::note_rewind(const Rewind& what) {
    log_->widen(what.rows_spacing);
    history_->widen(what.history_spacing);
    s_.checkpoints.keep_ends();
    s_.changes.note(s_.now.step, {{"step", -1, std::to_string(what.from)}},
                    {{"step", -1, std::to_string(s_.now.step)}});
    s_.recording.note(s_.now.step, what);
    s_.stop_rule.set(s_.config.stop);
    s_.message =
        "back at step " + std::to_string(s_.now.step) + ", with the settings as they are now";
}

}  // namespace la
