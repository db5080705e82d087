#pragma once

#include <string>
#include <vector>

#include "core/sweep/sweep_plan.h"

namespace la {

// The table of a sweep, a row per run; the measures of a run that diverged are empty cells. Over
// lambda alone, without finds_steps_to_90:
//     lambda,seed,train_size,train_accuracy,test_accuracy,loss,cost,action,displacement,straightness
// else, a column for each path under its short_name, such as learning_rate or network_seed:
//     PATH[,PATH_2],seed,diverged,steps_to_90,train_accuracy,test_accuracy,loss,action,displacement,
//     cost,straightness,train_size
std::string sweep_csv(const SweepPlan& plan, const std::vector<SweepRun>& runs);

}  // namespace la
