#pragma once

#include <string>

#include "app/readouts/curve_quantities.h"
#include "core/train/snapshot.h"

namespace la {

// The curves of a plot over the steps as a table: step, then one column per curve, named after its
// quantity, with the suffix _a for A. The first line is "# leastaction.config " and the
// configuration.
std::string plot_csv(const Snapshot& run, Quantity quantity);

}  // namespace la
