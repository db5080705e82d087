#pragma once

#include "core/model/shallow_config.h"

namespace la {

// What the fields of a shallow run must agree on. Throws UsageError naming the first that does not.
void check_shallow(const ShallowConfig& config);

// That so many points are not too large for its nodes and dimension; those of a dataset, which are
// counted when it has been made, in the place of config.train and config.fresh.
void check_shallow_points(const ShallowConfig& config, int train, int fresh);

}  // namespace la
