#include "core/model/activation.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace la {

namespace {

double logistic(double z) {
    const double e = std::exp(-std::abs(z));
    return (z > 0 ? 1 : e) / (1 + e);
}

}  // namespace

ActivationAt activation_at(Activation activation, double z) {
    switch (activation) {
        case Activation::Relu:
            return {std::max(z, 0.0), z > 0 ? 1.0 : 0.0, 0};
        case Activation::Tanh: {
            const double a = std::tanh(z), slope = 1 - a * a;
            return {a, slope, -2 * a * slope};
        }
        case Activation::Gelu: {
            const double big = 0.5 * std::erfc(-z / std::numbers::sqrt2);
            const double density =
                std::exp(-0.5 * z * z) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
            return {z * big, big + z * density, density * (2 - z * z)};
        }
        case Activation::Softplus: {
            const double slope = logistic(z);
            return {std::max(z, 0.0) + std::log1p(std::exp(-std::abs(z))), slope,
                    slope * (1 - slope)};
        }
        case Activation::Sigmoid: {
            const double a = logistic(z), slope = a * (1 - a);
            return {a, slope, slope * (1 - 2 * a)};
        }
        case Activation::Identity:
            break;
    }
    return {z, 1, 0};
}

}  // namespace la
