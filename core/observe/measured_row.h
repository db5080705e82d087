#pragma once

#include "core/train/snapshot.h"

namespace la {

// The row of the metrics of a snapshot itself, which need not be in its log: measured here, on all
// of its points.
MetricsRow measured_row(const Snapshot& run);

}  // namespace la
