#pragma once

#include <string>

#include "core/train/snapshot.h"

namespace la {

// Tables of the stability laboratory. Numbers as in metrics.csv; an empty cell if not finite.

// step,member,loss,eta_lambda_max,edge,twin,ftle_1..K,mean_1..K,sum: the rows that were measured.
std::string ftle_csv(const Snapshot& run);

// step,member,angle_1_2,...,angle_(K-1)_K,layer_1..L,head: angles of the covariant vectors in
// degrees and shares of the first in layers and head, every tenth of the last steps. Those of the
// first and the last tenth of the rows have not settled.
std::string covariant_csv(const Snapshot& run);

}  // namespace la
