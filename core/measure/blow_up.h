#pragma once

#include "core/measure/metrics.h"

namespace la {

// True if a network is lost, though its weights may be finite: a measure is not finite, the loss is
// a million times that of the first step, or the action 1e15 times. Without the penalty the action
// of a run that ends well may come to 1e9 for a step.
// The first step, not the best so far: without the penalty the loss of "far-circles" rises to 2e8
// times its best, and the action of "far-circles-wild-norm" to 1e6 times, and both runs are well.
bool blown_up(const Metrics& now, const Metrics& first);

}  // namespace la
