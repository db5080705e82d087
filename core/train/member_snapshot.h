#pragma once

#include <memory>

#include "core/kernels/weights_flow.h"
#include "core/model/config.h"
#include "core/model/weights.h"

namespace la {

// One network of a run at one step.
struct MemberSnapshot {
    MemberConfig config;
    std::shared_ptr<const Weights> weights;  // null: not one of ours
    std::shared_ptr<const Flow> imported{};  // then it is this; config.network has its layers
    double lambda = 0;  // the weight of the penalty in force: 0, lambda or 1/nu
    double nu = 0;      // Uzawa's multiplier; 0 in the other modes
};

// The network as a transport of points, whoever made it.
inline std::shared_ptr<const Flow> flow_of(const MemberSnapshot& member) {
    return member.imported ? member.imported : std::make_shared<WeightsFlow>(member.weights);
}

// Is it the same network, with the same weights?
inline bool same_network(const MemberSnapshot& a, const MemberSnapshot& b) {
    return a.weights == b.weights && a.imported == b.imported;
}

}  // namespace la
