#pragma once

#include <string>

#include "app/readouts/curve_quantities.h"
#include "core/train/snapshot.h"

namespace la {

// What a plot over the steps shows, as a table: step, then a column for every curve, named as its
// quantity with _a for A's. The first line is "# leastaction.config " and the configuration.
std::string plot_csv(const Snapshot& run, Quantity quantity);

}  // namespace la
