#pragma once

#include <functional>
#include <span>
#include <vector>

#include "core/sweep/sweep_plan.h"
#include "render/plot/dot_plot.h"

namespace la {

// The median over the seeds at every value of a sweep over one setting, without runs that have
// diverged and values that are not finite; NaN where none is left. `runs` are ordered by value.
std::vector<plot::MeanDot> sweep_medians(std::span<const SweepRun> runs,
                                         const std::function<double(const SweepRun&)>& value);

}  // namespace la
