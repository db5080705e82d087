#pragma once

#include <span>

#include "core/sweep/sweep_plan.h"

namespace la {

// A run that ended with a training score (accuracy, or R^2) of at least 0.9.
bool succeeded(const SweepRun& run);

// How well two numbers at an early step tell which runs fail: SweepRun::early of many seeds.
struct Foretold {
    int runs = 0, failed = 0;  // runs with both numbers finite
    // Areas under the receiver operating characteristic, a large number taken for failing; NaN if
    // all runs end alike.
    double by_exponent = 0, by_loss = 0;
};
Foretold foretold(std::span<const SweepRun> runs);

}  // namespace la
