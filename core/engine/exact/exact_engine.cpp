#include "core/engine/exact/exact_engine.h"

#include <algorithm>
#include <string>

#include "core/data/dataset.h"
#include "core/engine/exact/optimizer_step.h"
#include "core/model/weights.h"

namespace la {

namespace {

std::vector<float> rounded(const std::vector<double>& exact) {
    std::vector<float> out(exact.size());
    std::ranges::transform(exact, out.begin(),
                           [](double value) { return static_cast<float>(value); });
    return out;
}

}  // namespace

ExactEngine::ExactEngine(const EngineSetup& setup)
    : network_(setup.network),
      optimizer_(setup.optimizer),
      objective_(setup.network, setup.objective, *setup.data),
      head_(WeightLayout(setup.network, setup.data->classes).head_weight),
      lambda_(setup.members, 0.0),
      weights_(setup.members * objective_.size()),
      moment1_(weights_.size()),
      moment2_(weights_.size()) {}

std::string ExactEngine::device() const {
    return std::string("cpu ") + objective_.instruction_set();
}

void ExactEngine::set_state(const EngineState& state) {
    const auto restore = [&](const std::vector<double>& exact, const std::vector<float>& single,
                             std::vector<double>& to) {
        std::ranges::fill(to, 0.0);
        if (!exact.empty()) {
            std::ranges::copy(exact, to.begin());
        } else {
            std::ranges::copy(single, to.begin());
        }
    };
    restore(state.weights64, state.weights, weights_);
    restore(state.moment1_64, state.moment1, moment1_);
    restore(state.moment2_64, state.moment2, moment2_);
    updates_ = state.updates;
}

EngineState ExactEngine::state() const {
    return {.weights = rounded(weights_),
            .moment1 = rounded(moment1_),
            .moment2 = rounded(moment2_),
            .updates = updates_,
            .weights64 = weights_,
            .moment1_64 = moment1_,
            .moment2_64 = moment2_};
}

void ExactEngine::weights(std::span<float> out) const {
    std::ranges::transform(weights_, out.begin(),
                           [](double value) { return static_cast<float>(value); });
}

void ExactEngine::set_lambda(std::span<const double> lambda) {
    std::ranges::copy(lambda, lambda_.begin());
}

void ExactEngine::set_optimizer(const OptimizerConfig& optimizer) {
    if (optimizer.kind != optimizer_.kind) {  // the moments mean something else
        std::ranges::fill(moment1_, 0.0);
        std::ranges::fill(moment2_, 0.0);
        updates_ = 0;
    }
    optimizer_ = optimizer;
}

void ExactEngine::step(std::span<const std::int32_t> batch) {
    ++updates_;
    for (std::size_t m = 0; m < lambda_.size(); ++m) {
        const auto own = [&](std::vector<double>& all) {
            return std::span(all).subspan(m * objective_.size(), objective_.size());
        };
        objective_.evaluate(own(weights_), lambda_[m], batch, {}, found_);
        optimizer_step(optimizer_, layer_rate(network_, optimizer_), head_, updates_,
                       {own(weights_), own(moment1_), own(moment2_)}, found_.gradient);
    }
}

std::vector<double> ExactEngine::loss(std::span<const std::int32_t> batch) {
    std::vector<double> out(lambda_.size());
    for (std::size_t m = 0; m < out.size(); ++m) {
        const auto own = std::span(weights_).subspan(m * objective_.size(), objective_.size());
        out[m] = objective_.loss(own, batch);
    }
    return out;
}

}  // namespace la
