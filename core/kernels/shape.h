#pragma once

#include "core/kernels/kernel.h"
#include "core/model/config.h"

namespace la::fused {

// The kernels' view of a network; loss and cost stay at their defaults.
Shape shape_of(const NetworkConfig& network, int classes);

}  // namespace la::fused
