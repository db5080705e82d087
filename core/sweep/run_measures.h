#pragma once

#include <vector>

#include "core/stability/stability_rows.h"
#include "core/sweep/sweep_plan.h"
#include "core/train/checkpoints.h"

namespace la {

// What a sweep measures of its runs while they train.

// Of the weights now: SweepRun::depth.
void look_at_depth(const MemberWeights& weights, std::vector<SweepRun>& runs);

// What is measured of the stability of every run: at least one vector, over the second half of the
// steps, or the early ones.
StabilityConfig stability_of(const SweepPlan& plan);

// SweepRun::early and SweepRun::stability, of the last row.
void take_early(const StabilityRows& rows, std::vector<SweepRun>& runs);
void take_stability(const StabilityRows& rows, std::vector<SweepRun>& runs);

}  // namespace la
