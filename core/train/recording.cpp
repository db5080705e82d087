#include "core/train/recording.h"

#include <utility>

namespace la {

namespace {

const SetLambda* lambda_of(const Change& change) {
    return std::get_if<SetLambda>(&change);
}

// Of two lambdas of one member at one step the first has no effect, unless it sets a mode, or ends
// one by being 0.
bool replaces(const Recorded& before, std::int64_t step, const Change& change) {
    const SetLambda* a = lambda_of(before.change);
    const SetLambda* b = lambda_of(change);
    return before.step == step && a && b && a->member == b->member && !a->mode && a->lambda > 0;
}

}  // namespace

Recording::Recording(Origin origin, const std::vector<Recorded>& changes, bool complete)
    : Recording(std::move(origin)) {
    for (const Recorded& recorded : changes) {
        log_.append(recorded);
    }
    complete_ = complete;
}

void Recording::note(std::int64_t step, const Change& change) {
    if (!complete_) {
        return;
    }
    const std::size_t size = log_.now().size();
    if (size > 0 && replaces(log_.now().back(), step, change)) {
        log_.replace_last({step, change});
    } else if (size < kMax) {
        log_.append({step, change});
    } else {
        complete_ = false;
        log_ = StepLog<Recorded>(1, 0);
    }
}

std::string points_of(const Recording& recording) {
    const StepRows<Recorded>& changes = recording.changes();
    for (std::size_t i = changes.size(); i-- > 0;) {
        if (const auto* drawn = std::get_if<EditPoints>(&changes[i].change)) {
            return "stroke " + std::to_string(drawn->stroke);
        }
    }
    return "as made";
}

EngineOptions Recording::engine() const {
    EngineOptions out = origin_->engine;
    const StepRows<Recorded>& all = log_.now();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (const auto* set = std::get_if<SetEngine>(&all[i].change)) {
            out.engine = set->engine;
            out.device = set->device;
        }
    }
    return out;
}

std::vector<Recorded> Recording::changes_from(std::int64_t step) const {
    std::vector<Recorded> out;
    const StepRows<Recorded>& all = log_.now();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].step >= step) {
            out.push_back(all[i]);
        }
    }
    return out;
}

}  // namespace la
