#include "core/model/activation.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace la {

double activate(Activation activation, double z) {
    switch (activation) {
        case Activation::Relu:
            return std::max(z, 0.0);
        case Activation::Tanh:
            return std::tanh(z);
        case Activation::Gelu:
            return 0.5 * z * std::erfc(-z / std::numbers::sqrt2);
        case Activation::Softplus:
            return std::max(z, 0.0) + std::log1p(std::exp(-std::abs(z)));
        case Activation::Sigmoid: {
            const double e = std::exp(-std::abs(z));
            return (z > 0 ? 1 : e) / (1 + e);
        }
        case Activation::Identity:
            break;
    }
    return z;
}

}  // namespace la
