#pragma once

#include "core/measure/metrics.h"

namespace la {

// True if a network is lost, though its weights may be finite: a measure is not finite, the loss is
// a million times that of the first step, or the action 1e15 times. Without the penalty the action
// of a run that ends well may come to 1e9 for a step.
bool blown_up(const Metrics& now, const Metrics& first);

}  // namespace la
