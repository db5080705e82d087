#pragma once

#include "core/data/dataset.h"

namespace la {

// Writes to standard error what was assumed of a file of points, and that it should be
// standardised where it should: one line each.
void print_data_notes(const DatasetConfig& config, const Dataset& data);

}  // namespace la
