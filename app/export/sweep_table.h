#pragma once

#include <string>

#include "core/sweep/background_sweep.h"

namespace la {

// The settings of a sweep as one line of plain ASCII, to go inside tables and pictures: those of
// its run, which can be given to --config.
std::string sweep_config_line(const SweepPlan& plan);

// What the sweep's plots show, as a table: the configuration in the first line as in that of a
// plot, in the second the command that trains the same, then the rows that it writes.
std::string sweep_table(const SweepState& state);

}  // namespace la
