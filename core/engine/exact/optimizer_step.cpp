#include "core/engine/exact/optimizer_step.h"

#include <cmath>

namespace la {

double power(double base, std::int64_t n) {
    double out = 1;
    for (; n > 0; n >>= 1) {
        out *= n & 1 ? base : 1;
        base *= base;
    }
    return out;
}

void optimizer_step(const OptimizerConfig& optimizer, double layer_rate, std::size_t head,
                    std::int64_t updates, const StateSpans& state, std::span<double> gradient) {
    const std::size_t size = gradient.size();
    double* w = state.weights.data();
    double* m = state.moment1.data();
    double* s = state.moment2.data();
    double* g = gradient.data();
    const OptimizerConfig& o = optimizer;
    for (std::size_t i = 0; i < size; ++i) {
        g[i] += o.weight_decay * w[i];
    }
    if (o.kind == OptimizerKind::Adam) {
        const double rate = o.learning_rate / (1 - power(o.beta1, updates));
        const double spread = std::sqrt(1 - power(o.beta2, updates));
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
    const double layers = o.learning_rate * layer_rate;
    for (std::size_t i = 0; i < size; ++i) {
        w[i] -= (i < head ? layers : o.learning_rate) * g[i];
    }
}

}  // namespace la
