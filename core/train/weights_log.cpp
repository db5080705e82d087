#include "core/train/weights_log.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/engine/exact/local_pl.h"
#include "core/measure/smoothness.h"
#include "core/train/metrics_log.h"

namespace la {

WeightsLog::WeightsLog() = default;
WeightsLog::~WeightsLog() = default;
WeightsLog::WeightsLog(WeightsLog&&) noexcept = default;
WeightsLog& WeightsLog::operator=(WeightsLog&&) noexcept = default;

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

void WeightsLog::restore(const WeightsRows& rows, std::int64_t spacing, std::int64_t rows_every) {
    rows_every_ = rows_every;
    begin();
    log_->restore(spacing, rows);
}

void WeightsLog::cut(std::int64_t last) {
    if (log_) {
        log_->cut(last);
    }
}

namespace {

constexpr double kParted = 5;  // |ln(flow_loss / loss)| from which on there is no prediction

// sgd on all points and nothing but the loss: its steps are Euler's along the gradient flow.
bool follows_the_flow(const MemberConfig& member, double lambda, const Dataset& data) {
    return member.optimizer.kind == OptimizerKind::Sgd && member.optimizer.batch >= data.train &&
           member.optimizer.weight_decay == 0 && lambda == 0;
}

}  // namespace

void WeightsLog::measure(const Now& now) {
    if (!log_ || (!log_->now().empty() && log_->now().back().step >= now.step)) {
        return;
    }
    const WeightsRow* before = log_->now().empty() ? nullptr : &log_->now().back();
    WeightsRow row{.step = now.step, .members = {}};
    for (std::size_t m = 0; m < now.weights.size(); ++m) {
        const MemberConfig& member = now.members[m];
        local_pl_.resize(now.weights.size());
        if (!local_pl_[m] || !local_pl_[m]->fits(member, now.data)) {
            local_pl_[m] = std::make_unique<LocalPl>(member, now.data);
        }
        const Smoothness smooth = smoothness(*now.weights[m]);
        const LocalPl::Value pl = local_pl_[m]->at(*now.weights[m]);
        WeightsMeasures out{.vn = smooth.vn,
                            .half_waves = smooth.half_waves,
                            .max_jump = smooth.max_jump,
                            .largest_jump = smooth.max_jump,
                            .rho = pl.rho,
                            .loss = pl.loss,
                            .flow_loss = pl.loss};
        if (before) {
            const WeightsMeasures& last = before->members[m];
            const double time =
                member.optimizer.learning_rate * static_cast<double>(now.step - before->step);
            out.largest_jump = std::max(last.largest_jump, smooth.max_jump);
            out.flow_loss = last.flow_loss * std::exp(-time * (last.rho + pl.rho) / 2);
        }
        const bool parted = std::abs(std::log(out.flow_loss / out.loss)) > kParted;
        if (parted || !follows_the_flow(member, now.lambda[m], *now.data)) {
            out.flow_loss = std::numeric_limits<double>::quiet_NaN();
        }
        out.lipschitz = now.weights[m]->network.layers * out.largest_jump;
        row.members.push_back(out);
    }
    log_->append(std::move(row));
}

}  // namespace la
