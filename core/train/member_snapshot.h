#pragma once

#include <memory>

#include "core/model/config.h"
#include "core/model/weights.h"

namespace la {

// One network of a run at one step.
struct MemberSnapshot {
    MemberConfig config;
    std::shared_ptr<const Weights> weights;
    double lambda = 0;  // the weight of the penalty in force: 0, lambda or 1/nu
    double nu = 0;      // Uzawa's multiplier; 0 in the other modes
};

}  // namespace la
