#include "core/stability/tangents.h"

#include <algorithm>
#include <cmath>

#include "core/engine/exact/optimizer_step.h"

namespace la {

int state_blocks(OptimizerKind kind) {
    switch (kind) {
        case OptimizerKind::Adam:
            return 3;
        case OptimizerKind::Momentum:
            return 2;
        case OptimizerKind::Sgd:
            break;
    }
    return 1;
}

std::vector<double> learning_rates(const OptimizerConfig& optimizer, double layer_rate,
                                   std::size_t head, std::size_t size) {
    std::vector<double> out(size, optimizer.learning_rate);
    if (optimizer.kind != OptimizerKind::Adam) {
        std::fill_n(out.begin(), head, optimizer.learning_rate * layer_rate);
    }
    return out;
}

std::vector<double> tangent_units(OptimizerKind kind, std::span<const double> rates,
                                  std::span<const double> gradient) {
    constexpr double kLeast = 1e-12;
    const std::size_t size = rates.size();
    double squares = 0;
    for (const double g : gradient) {
        squares += g * g;
    }
    const double rms = std::max(std::sqrt(squares / static_cast<double>(size)), kLeast);
    std::vector<double> out(state_blocks(kind) * size, 1.0);
    for (std::size_t i = 0; i < size; ++i) {
        // A rate of 0 moves nothing and is no unit.
        const double rate = rates[i] > 0 ? rates[i] : 1.0;
        if (kind == OptimizerKind::Momentum) {
            out[size + i] = rate;
        } else if (kind == OptimizerKind::Adam) {
            out[size + i] = rate / rms;
            out[2 * size + i] = rate / (2 * rms * rms);
        }
    }
    return out;
}

namespace {

void map_sgd(const TangentStep& step, std::size_t k, double* tangent) {
    const std::size_t size = step.rates.size();
    for (std::size_t i = 0; i < size; ++i) {
        const double dg = step.products[k * size + i] + step.optimizer.weight_decay * tangent[i];
        tangent[i] -= step.rates[i] * dg;
    }
}

void map_momentum(const TangentStep& step, std::size_t k, double* tangent) {
    const std::size_t size = step.rates.size();
    for (std::size_t i = 0; i < size; ++i) {
        const double unit = step.units[size + i];
        const double dg = step.products[k * size + i] + step.optimizer.weight_decay * tangent[i];
        const double db = step.optimizer.momentum * (tangent[size + i] / unit) + dg;
        tangent[i] -= step.rates[i] * db;
        tangent[size + i] = unit * db;
    }
}

// dtheta' = dtheta - of_mean dm' + of_square dv', in all parameters at once.
struct AdamFactors {
    std::vector<double> gradient, of_mean, of_square;
};

AdamFactors adam_factors(const TangentStep& step) {
    const OptimizerConfig& o = step.optimizer;
    const std::size_t size = step.rates.size();
    const double c1 = 1 - power(o.beta1, step.before.updates + 1);
    const double c2 = 1 - power(o.beta2, step.before.updates + 1);
    AdamFactors out{std::vector<double>(size), std::vector<double>(size),
                    std::vector<double>(size)};
    for (std::size_t i = 0; i < size; ++i) {
        const double g = step.gradient[i] + o.weight_decay * step.before.weights[i];
        const double m = o.beta1 * step.before.moment1[i] + (1 - o.beta1) * g;
        const double v = o.beta2 * step.before.moment2[i] + (1 - o.beta2) * (g * g);
        const double s = std::sqrt(v / c2), below = s + kAdamEpsilon;
        out.gradient[i] = g;
        out.of_mean[i] = step.rates[i] / (c1 * below);
        out.of_square[i] = s > 0 ? step.rates[i] * (m / c1) / (2 * c2 * s * (below * below)) : 0.0;
    }
    return out;
}

void map_adam(const TangentStep& step, const AdamFactors& factors, std::size_t k, double* tangent) {
    const OptimizerConfig& o = step.optimizer;
    const std::size_t size = step.rates.size();
    for (std::size_t i = 0; i < size; ++i) {
        const double unit_m = step.units[size + i], unit_v = step.units[2 * size + i];
        const double dg = step.products[k * size + i] + o.weight_decay * tangent[i];
        const double dm = o.beta1 * (tangent[size + i] / unit_m) + (1 - o.beta1) * dg;
        const double dv = o.beta2 * (tangent[2 * size + i] / unit_v) +
                          2 * (1 - o.beta2) * factors.gradient[i] * dg;
        tangent[i] -= factors.of_mean[i] * dm - factors.of_square[i] * dv;
        tangent[size + i] = unit_m * dm;
        tangent[2 * size + i] = unit_v * dv;
    }
}

}  // namespace

void map_tangents(const TangentStep& step, std::span<double> tangents) {
    const std::size_t size = step.rates.size(), pitch = step.units.size();
    const OptimizerKind kind = step.optimizer.kind;
    const AdamFactors factors = kind == OptimizerKind::Adam ? adam_factors(step) : AdamFactors{};
    for (std::size_t k = 0; k < step.products.size() / size; ++k) {
        double* tangent = tangents.data() + k * pitch;
        if (kind == OptimizerKind::Adam) {
            map_adam(step, factors, k, tangent);
        } else if (kind == OptimizerKind::Momentum) {
            map_momentum(step, k, tangent);
        } else {
            map_sgd(step, k, tangent);
        }
    }
}

}  // namespace la
