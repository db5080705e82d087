#pragma once

#include <string>

#include "core/sweep/background_sweep.h"

namespace la {

// The configuration of a sweep's runs as one line of plain ASCII, for tables and pictures. It can
// be given to --config.
std::string sweep_config_line(const SweepPlan& plan);

// The runs of a sweep as a table: the first line has the configuration as in plot_csv(), the second
// the command that trains the same runs, and the rows are those that the command writes.
std::string sweep_table(const SweepState& state);

}  // namespace la
