#pragma once

#include <string>

#include "app/state/ui_state.h"
#include "core/train/snapshot.h"

namespace la {

// The curves of the plot that the save menu names, one of page_plots() of the open page, as a
// table: step, time or layer, then one column a curve, with the suffix _a for A. The first line is
// "# leastaction.config " and the configuration. `shown`: what the views show of the run, a kept
// step or the newest; the weights over depth and the satisfied points are of it.
std::string page_table(const Snapshot& run, const Snapshot& shown, const UiState& state);

}  // namespace la
