#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/shallow/shallow_snapshot.h"

namespace la {

// Measures of a network with nodes `now` that began as `start`, from its outputs f at the points of
// both sets, [n] each. What there are no points for is NaN. Pure.
struct ShallowOutputs {
    const ShallowPointSet& points;
    std::span<const double> f;
};
ShallowMeasures measure(const ShallowNodes& now, const ShallowNodes& start, double alpha,
                        double margin, const ShallowOutputs& train, const ShallowOutputs& fresh);

// [n] 1: alpha y f < h
std::vector<std::uint8_t> unsatisfied(double alpha, double margin, const ShallowOutputs& at);

}  // namespace la
