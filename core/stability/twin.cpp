#include "core/stability/twin.h"

#include <cmath>
#include <utility>

#include "core/engine/exact/optimizer_step.h"

namespace la {

Twin::Twin(TrainingPoint start, std::span<const double> direction, double distance)
    : now_(std::move(start)) {
    double squares = 0;
    for (const double u : direction) {
        squares += u * u;
    }
    const double scale = distance / std::sqrt(squares);
    for (std::size_t i = 0; i < direction.size(); ++i) {
        now_.weights[i] += scale * direction[i];
    }
}

Twin::Twin(TrainingPoint now) : now_(std::move(now)) {}

void Twin::step(ExactObjective& objective, const Step& step) {
    objective.evaluate(now_.weights, step.lambda, step.batch, {}, found_);
    ++now_.updates;
    optimizer_step(step.optimizer, step.layer_rate, step.head, now_.updates,
                   {now_.weights, now_.moment1, now_.moment2}, found_.gradient);
}

double Twin::distance(std::span<const double> weights) const {
    double squares = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const double part = now_.weights[i] - weights[i];
        squares += part * part;
    }
    return std::sqrt(squares);
}

}  // namespace la
