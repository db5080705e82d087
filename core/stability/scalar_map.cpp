#include "core/stability/scalar_map.h"

#include <algorithm>
#include <cmath>

#include "core/stability/spectrum.h"

namespace la {

double two_weights_step(double rate, double u) {
    return (1 + rate) * u - rate * u * u * u;
}

std::vector<double> two_weights_orbit(double rate, double start, int steps) {
    std::vector<double> out{start};
    for (int i = 0; i < steps; ++i) {
        out.push_back(two_weights_step(rate, out.back()));
    }
    return out;
}

namespace {

double log_of(double multiplier) {
    return multiplier == 0 ? kLeastLog : std::log(std::abs(multiplier));
}

}  // namespace

TwoWeightsExponents two_weights_exponents(double rate, double start, int steps, int skip) {
    double u = start;
    TwoWeightsExponents sum;
    for (int i = -skip; i < steps; ++i) {
        if (i >= 0) {
            sum.along += log_of(1 + rate - 3 * rate * u * u);
            sum.across += log_of(1 - rate + rate * u * u);
        }
        u = two_weights_step(rate, u);
    }
    return {sum.along / steps, sum.across / steps};
}

std::optional<double> two_weights_closed_form(double rate) {
    if (rate > 0 && rate <= 1) {
        return log_of(1 - 2 * rate);
    }
    if (rate > 1 && rate < std::sqrt(5.0) - 1) {
        return log_of(9 - 2 * (1 + rate) * (1 + rate)) / 2;
    }
    return rate == 2 ? std::optional(std::log(3.0)) : std::nullopt;
}

std::optional<double> rate_of_product(const MemberConfig& member, const Dataset& data) {
    const bool product = member.network.kind == NetworkKind::ThreeLayer &&
                         member.network.hidden == 1 &&
                         member.network.activation == Activation::Identity &&
                         member.optimizer.kind == OptimizerKind::Sgd &&
                         member.optimizer.batch >= data.train && data.has_values();
    if (!product) {
        return std::nullopt;
    }
    glm::dvec2 mean{0}, moment{0};
    double mean_y = 0;
    for (int i = 0; i < data.train; ++i) {
        mean += glm::dvec2(data.points[i]) / static_cast<double>(data.train);
        mean_y += static_cast<double>(data.values[i]) / data.train;
    }
    for (int i = 0; i < data.train; ++i) {
        moment += (glm::dvec2(data.points[i]) - mean) * (data.values[i] - mean_y) /
                  static_cast<double>(data.train);
    }
    return 2 * member.optimizer.learning_rate * std::hypot(moment.x, moment.y);
}

}  // namespace la
