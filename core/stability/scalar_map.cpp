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

}  // namespace la
