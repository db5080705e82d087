#pragma once

#include <string>

#include "core/data/dataset.h"

namespace la {

// Why the points of a file should be standardised before a network trains on them: "columns differ
// in scale by 1,700", "values are as large as 1e+30". Empty if they need not be, or are already.
std::string raw_scale(const DatasetConfig& config, const Dataset& data);

}  // namespace la
