#include "core/stability/probe.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace la {

bool wants_stability(const StabilityConfig& stability) {
    return stability.vectors > 0 || stability.covariant > 0 || stability.twin > 0;
}

StabilityPlan plan_for(const StabilityConfig& stability, OptimizerKind kind,
                       std::size_t parameters) {
    constexpr std::size_t kMost = 200000, kMany = 8000, kHistoryBytes = std::size_t{256} << 20;
    constexpr int kOfMany = 2;
    const int wanted = std::max(stability.vectors, 1);
    const std::string size = std::to_string(parameters) + " parameters";
    if (static_cast<std::size_t>(wanted) > parameters) {
        return {0, 0, size + " have no " + std::to_string(wanted) + " directions"};
    }
    if (parameters > kMost) {
        return {0, 0, size + " are too many for tangent vectors; at most 200,000"};
    }
    StabilityPlan out{wanted, stability.covariant, ""};
    if (parameters > kMany && wanted > kOfMany) {
        out.vectors = kOfMany;
        out.notice =
            size + ": " + std::to_string(kOfMany) + " vectors instead of " + std::to_string(wanted);
    }
    const std::size_t frame = 8 * out.vectors * parameters * state_blocks(kind);
    const auto most = static_cast<std::int64_t>(kHistoryBytes / frame) * TangentHistory::kPiece;
    if (out.covariant > most) {
        out.covariant = most;
        out.notice += (out.notice.empty() ? size + ": " : "; ") +
                      std::string("covariant vectors of the last ") + std::to_string(most) +
                      " steps";
    }
    return out;
}

StabilityProbe::StabilityProbe(const MemberConfig& member,
                               const std::shared_ptr<const Dataset>& data,
                               const StabilityConfig& stability)
    : member_(member),
      data_(data),
      stability_(stability),
      objective_(member.network, member.objective, *data),
      layout_(member.network, data->classes),
      plan_(plan_for(stability, member.optimizer.kind, layout_.size)),
      points_(data->train <= kMaxPoints ? static_cast<std::size_t>(data->train) : 0),
      spectrum_(plan_.vectors, stability.window),
      history_(plan_.vectors, plan_.covariant),
      edge_(layout_.size, member.network.seed),
      directions_(plan_.vectors * layout_.size),
      r_(static_cast<std::size_t>(plan_.vectors) * plan_.vectors) {
    std::iota(points_.begin(), points_.end(), 0);
}

bool StabilityProbe::fits(const MemberConfig& member,
                          const std::shared_ptr<const Dataset>& data) const {
    return data == data_ && member.network == member_.network &&
           member.objective.loss == member_.objective.loss &&
           member.objective.cost == member_.objective.cost &&
           member.optimizer.kind == member_.optimizer.kind &&
           member.optimizer.batch == member_.optimizer.batch;
}

void StabilityProbe::step(const Step& step) {
    if (plan_.vectors == 0) {
        return;
    }
    if (ended_ < 0) {
        map(step);
    }
    if (stability_.twin > 0) {
        step_twin(step);
    }
}

// The units need a gradient, so that the vectors begin at a step.
void StabilityProbe::begin(const Step& step) {
    const std::vector<double> rates =
        learning_rates(step.optimizer, layer_rate(member_.network, step.optimizer),
                       layout_.head_weight, layout_.size);
    objective_.evaluate(step.before.weights, step.lambda, step.batch, {}, found_);
    units_ = tangent_units(step.optimizer.kind, rates, found_.gradient);
    frame_ = random_frame(plan_.vectors, units_.size(), member_.network.seed);
    since_ = step.step;
}

void StabilityProbe::map(const Step& step) {
    if (frame_.empty()) {
        begin(step);
    }
    for (int k = 0; k < plan_.vectors; ++k) {
        std::copy_n(frame_.begin() + k * units_.size(), layout_.size,
                    directions_.begin() + k * layout_.size);
    }
    if (plan_.covariant > 0) {
        history_.open(step.step, frame_);
    }
    objective_.evaluate(step.before.weights, step.lambda, step.batch, directions_, found_);
    const std::vector<double> rates =
        learning_rates(step.optimizer, layer_rate(member_.network, step.optimizer),
                       layout_.head_weight, layout_.size);
    map_tangents({step.optimizer, rates, units_, step.before, found_.gradient, found_.products},
                 frame_);
    orthonormalise(frame_, r_);
    if (!std::ranges::all_of(r_, [](double value) { return std::isfinite(value); })) {
        ended_ = step.step;
        return;
    }
    spectrum_.add(r_);
    if (plan_.covariant > 0) {
        history_.add(r_);
    }
}

// Starts along the first tangent vector, so that its distance grows as that does.
void StabilityProbe::step_twin(const Step& step) {
    if (!step.exact) {
        twin_.reset();
        return;
    }
    if (!twin_) {
        twin_.emplace(step.before, std::span(directions_).first(layout_.size), stability_.twin);
        twin_since_ = step.step;
    }
    twin_->step(objective_, {step.optimizer, layer_rate(member_.network, step.optimizer),
                             layout_.head_weight, step.lambda, step.batch});
}

StabilityMeasures StabilityProbe::measure(const OptimizerConfig& optimizer, double lambda,
                                          const TrainingPoint& now) {
    StabilityMeasures out{.edge_limit = stability_limit(optimizer)};
    if (plan_.vectors == 0) {
        return out;
    }
    if (!points_.empty()) {
        out.loss = objective_.loss(now.weights, points_);
        const std::vector<double> rates = learning_rates(
            optimizer, layer_rate(member_.network, optimizer), layout_.head_weight, layout_.size);
        const std::vector<double> scales = edge_scales(optimizer, rates, now);
        if (!scales.empty()) {
            const Extremes found = edge_.at(
                scaled_hessian(objective_, now, lambda, optimizer.weight_decay, points_, scales));
            out.edge = found.largest;
            out.smallest = found.smallest;
        }
    }
    if (twin_) {
        out.twin = twin_->distance(now.weights);
    }
    if (ended_ < 0) {
        out.ftle = spectrum_.windowed();
        out.mean = spectrum_.mean();
    } else {
        out.ftle = out.mean = std::vector<double>(plan_.vectors, StabilityMeasures::kNone);
    }
    out.sum = std::accumulate(out.mean.begin(), out.mean.end(), 0.0);
    out.positive = static_cast<int>(std::ranges::count_if(
        out.ftle, [](double value) { return value > StabilityMeasures::kPositive; }));
    return out;
}

ProbeState StabilityProbe::state() const {
    ProbeState out{.frame = frame_,
                   .units = units_,
                   .spectrum = spectrum_.state(),
                   .edge = edge_.start(),
                   .since = since_,
                   .ended = ended_,
                   .twin_since = twin_since_,
                   .pieces = history_.pieces(),
                   .open = history_.open_piece()};
    if (twin_) {
        out.twin = twin_->now();
    }
    return out;
}

void StabilityProbe::restore(const ProbeState& state) {
    frame_ = state.frame;
    units_ = state.units;
    spectrum_.restore(state.spectrum);
    edge_.set_start(state.edge);
    history_.restore(state.pieces, state.open);
    since_ = state.since;
    ended_ = state.ended;
    twin_since_ = state.twin_since;
    twin_.reset();
    if (state.twin) {
        twin_.emplace(*state.twin);
    }
}

std::shared_ptr<const StabilitySnapshot> StabilityProbe::snapshot() const {
    auto out = std::make_shared<StabilitySnapshot>();
    out->vectors = plan_.vectors;
    out->notice = plan_.notice;
    out->since = since_;
    out->ended = ended_;
    out->pieces = history_.pieces();
    if (twin_) {
        out->twin_since = twin_since_;
        const std::vector<double>& weights = twin_->now().weights;
        out->twin = std::make_shared<Weights>(Weights{
            member_.network, data_->classes, std::vector<float>(weights.begin(), weights.end())});
    }
    return out;
}

}  // namespace la
