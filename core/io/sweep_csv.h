#pragma once

#include <string>
#include <vector>

#include "core/sweep/sweep.h"

namespace la {

// The table of a sweep, a row per run: lambda,seed,train_size,train_accuracy,test_accuracy,loss,
// cost,action,displacement,straightness. The measures of a run that diverged are empty cells.
std::string sweep_csv(const std::vector<SweepRun>& runs);

}  // namespace la
