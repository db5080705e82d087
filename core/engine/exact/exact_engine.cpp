#include "core/engine/exact/exact_engine.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/data/dataset.h"
#include "core/model/weights.h"

namespace la {

namespace {

constexpr double kAdamEpsilon = 1e-8;

// base^n by squaring: the C library's pow may differ from one machine to the next.
double power(double base, std::int64_t n) {
    double out = 1;
    for (; n > 0; n >>= 1) {
        out *= n & 1 ? base : 1;
        base *= base;
    }
    return out;
}

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
        const auto own = std::span(weights_).subspan(m * objective_.size(), objective_.size());
        objective_.evaluate(own, lambda_[m], batch, {}, found_);
        update(m);
    }
}

// As torch.optim: Adam with bias correction, SGD, momentum; L2 weight decay inside the gradient.
void ExactEngine::update(std::size_t member) {
    const std::size_t size = objective_.size(), first = member * size;
    double* w = weights_.data() + first;
    double* m = moment1_.data() + first;
    double* s = moment2_.data() + first;
    double* g = found_.gradient.data();
    const OptimizerConfig& o = optimizer_;
    for (std::size_t i = 0; i < size; ++i) {
        g[i] += o.weight_decay * w[i];
    }
    if (o.kind == OptimizerKind::Adam) {
        const double rate = o.learning_rate / (1 - power(o.beta1, updates_));
        const double spread = std::sqrt(1 - power(o.beta2, updates_));
        for (std::size_t i = 0; i < size; ++i) {
            m[i] = o.beta1 * m[i] + (1 - o.beta1) * g[i];
            s[i] = o.beta2 * s[i] + (1 - o.beta2) * (g[i] * g[i]);
            w[i] -= rate * m[i] / (std::sqrt(s[i]) / spread + kAdamEpsilon);
        }
        return;
    }
    if (o.kind == OptimizerKind::Momentum) {
        for (std::size_t i = 0; i < size; ++i) {
            m[i] = o.momentum * m[i] + g[i];
        }
        g = m;
    }
    const double layers = o.learning_rate * layer_rate(network_, o);
    for (std::size_t i = 0; i < size; ++i) {
        w[i] -= (i < head_ ? layers : o.learning_rate) * g[i];
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
