#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/model/config.h"

namespace la {

inline constexpr double kAdamEpsilon = 1e-8;  // PyTorch's

// base^n by squaring, n >= 0: the C library's pow may differ from one machine to the next.
double power(double base, std::int64_t n);

// What a step changes of one network in double precision, [size] each.
struct StateSpans {
    std::span<double> weights;
    std::span<double> moment1;  // Adam's mean or the momentum buffer
    std::span<double> moment2;  // Adam's mean square
};

// One update as torch.optim's: Adam with bias correction, SGD, momentum, on the gradient of the
// objective, to which weight decay is added in place. `updates`: the number of this one, from 1.
// layer_rate() times the learning rate is that of the parameters before `head`. The same bytes for
// the same arguments.
void optimizer_step(const OptimizerConfig& optimizer, double layer_rate, std::size_t head,
                    std::int64_t updates, const StateSpans& state, std::span<double> gradient);

}  // namespace la
