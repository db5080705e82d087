#include "core/stability/stability_log.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace la {

void StabilityLog::set(const StabilityConfig& wanted, std::int64_t rows_every,
                       std::int64_t capacity) {
    if (!wants_stability(wanted)) {
        wanted_ = wanted;
        log_.reset();
        probes_.clear();
        before_.reset();
        return;
    }
    if (log_ && wanted == wanted_) {
        return;
    }
    wanted_ = wanted;
    rows_every_ = rows_every;
    capacity_ = capacity;
    if (log_) {
        probes_.clear();
    } else {
        restart();
    }
}

void StabilityLog::restart() {
    probes_.clear();
    before_.reset();
    if (wants_stability(wanted_)) {
        log_ = std::make_unique<StepLog<StabilityRow>>(std::max<std::int64_t>(rows_every_, 1),
                                                       capacity_);
    }
}

void StabilityLog::cut(std::int64_t last) {
    if (log_) {
        probes_.clear();
        before_.reset();
        log_->cut(last);
    }
}

std::shared_ptr<const StabilityState> StabilityLog::state() {
    if (!log_) {
        return nullptr;
    }
    auto out = std::make_shared<StabilityState>();
    out->wanted = wanted_;
    out->rows_spacing = log_->every();
    out->rows = log_->rows();
    for (const std::unique_ptr<StabilityProbe>& probe : probes_) {
        out->probes.push_back(probe ? std::optional(probe->state()) : std::nullopt);
    }
    return out;
}

void StabilityLog::restore(const StabilityState& state, std::span<const MemberConfig> members,
                           const std::shared_ptr<const Dataset>& data, std::int64_t rows_every,
                           std::int64_t capacity) {
    wanted_ = state.wanted;
    rows_every_ = rows_every;
    capacity_ = capacity;
    restart();
    log_->restore(state.rows_spacing, *state.rows);
    probes_.resize(state.probes.size());
    for (std::size_t m = 0; m < state.probes.size(); ++m) {
        if (state.probes[m]) {
            probes_[m] = std::make_unique<StabilityProbe>(members[m], data, wanted_);
            probes_[m]->restore(*state.probes[m]);
        }
    }
}

void StabilityLog::restart_twin() {
    for (const std::unique_ptr<StabilityProbe>& probe : probes_) {
        if (probe) {
            probe->restart_twin();
        }
    }
}

namespace {

// Member `index` of an ensemble, in double precision.
TrainingPoint point_of(const EngineState& state, std::size_t index, std::size_t size) {
    const auto part = [&](const std::vector<double>& exact, const std::vector<float>& single) {
        std::vector<double> out(size);  // zeros where an engine has no moments yet
        if (!exact.empty()) {
            std::copy_n(exact.begin() + index * size, size, out.begin());
        } else if (!single.empty()) {
            std::copy_n(single.begin() + index * size, size, out.begin());
        }
        return out;
    };
    return {.weights = part(state.weights64, state.weights),
            .moment1 = part(state.moment1_64, state.moment1),
            .moment2 = part(state.moment2_64, state.moment2),
            .updates = state.updates};
}

using VisitPoint = std::function<void(std::size_t member, const TrainingPoint& at, bool exact)>;

void each_point(const StabilityLog::Now& now, const VisitPoint& visit) {
    for (std::size_t e = 0; e < now.groups.size(); ++e) {
        const EngineState& state = now.states[e];
        const std::size_t size = state.weights.size() / now.groups[e].size();
        for (std::size_t i = 0; i < now.groups[e].size(); ++i) {
            visit(now.groups[e][i], point_of(state, i, size), !state.weights64.empty());
        }
    }
}

}  // namespace

StabilityProbe& StabilityLog::probe_for(std::size_t member, const Now& now) {
    probes_.resize(now.members.size());
    std::unique_ptr<StabilityProbe>& out = probes_[member];
    if (!out || !out->fits(now.members[member], now.data)) {
        out = std::make_unique<StabilityProbe>(now.members[member], now.data, wanted_);
    }
    return *out;
}

void StabilityLog::after(std::span<const std::int32_t> batch) {
    if (!before_) {
        return;
    }
    const Now now = *std::exchange(before_, std::nullopt);
    each_point(now, [&](std::size_t m, const TrainingPoint& at, bool exact) {
        probe_for(m, now).step({.step = now.step,
                                .optimizer = now.members[m].optimizer,
                                .lambda = now.lambda[m],
                                .before = at,
                                .batch = batch,
                                .exact = exact});
    });
}

void StabilityLog::measure(const Now& now) {
    if (!log_ || (!log_->now().empty() && log_->now().back().step >= now.step)) {
        return;
    }
    StabilityRow row{.step = now.step,
                     .members = std::vector<StabilityMeasures>(now.members.size())};
    each_point(now, [&](std::size_t m, const TrainingPoint& at, bool) {
        row.members[m] = probe_for(m, now).measure(now.members[m].optimizer, now.lambda[m], at);
    });
    log_->append(std::move(row));
}

std::shared_ptr<const StabilitySnapshot> StabilityLog::snapshot(std::size_t member) const {
    return log_ && member < probes_.size() && probes_[member] ? probes_[member]->snapshot()
                                                              : nullptr;
}

}  // namespace la
