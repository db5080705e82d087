#include "core/train/weights_log.h"

#include <algorithm>

#include "core/measure/smoothness.h"
#include "core/train/metrics_log.h"

namespace la {

void WeightsLog::set_on(bool on, std::int64_t rows_every) {
    rows_every_ = rows_every;
    if (!on) {
        log_.reset();
    } else if (!log_) {
        begin();
    }
}

void WeightsLog::restart() {
    if (log_) {
        begin();
    }
}

void WeightsLog::begin() {
    log_ = std::make_unique<StepLog<WeightsRow>>(
        std::max<std::int64_t>(rows_every_, 1),
        rows_every_ <= 0 ? MetricsLog::kThinned : MetricsLog::kMost);
}

void WeightsLog::cut(std::int64_t last) {
    if (log_) {
        log_->cut(last);
    }
}

void WeightsLog::measure(std::int64_t step, const MemberWeights& weights) {
    if (!log_ || (!log_->now().empty() && log_->now().back().step >= step)) {
        return;
    }
    WeightsRow row{.step = step, .members = {}};
    for (std::size_t m = 0; m < weights.size(); ++m) {
        const Smoothness now = smoothness(*weights[m]);
        const WeightsMeasures before =
            log_->now().empty() ? WeightsMeasures{} : log_->now().back().members[m];
        const double largest = std::max(before.largest_jump, now.max_jump);
        row.members.push_back({.vn = now.vn,
                               .half_waves = now.half_waves,
                               .max_jump = now.max_jump,
                               .largest_jump = largest,
                               .lipschitz = weights[m]->network.layers * largest});
    }
    log_->append(std::move(row));
}

}  // namespace la
