#pragma once

#include <memory>
#include <string>

#include "core/kernels/weights_flow.h"
#include "core/model/config.h"
#include "core/model/weights.h"

namespace la {

struct StabilitySnapshot;

// One network of a run at one step.
struct MemberSnapshot {
    MemberConfig config;
    std::shared_ptr<const Weights> weights;  // null: an imported network
    std::shared_ptr<const Flow> imported{};  // null: one of ours
    double lambda = 0;                       // weight of the penalty in force: 0, lambda or 1/nu
    double nu = 0;                           // Uzawa's multiplier; 0 in the other modes
    std::shared_ptr<const StabilitySnapshot> stability{};  // null: not measured
    std::string name{};  // beside or of a model that is shown: "model.pt"; empty: "A" or "B"
};

// The network as a flow of points.
inline std::shared_ptr<const Flow> flow_of(const MemberSnapshot& member) {
    return member.imported ? member.imported : flow_of(member.weights);
}

// The same network with the same weights, compared by pointer.
inline bool same_network(const MemberSnapshot& a, const MemberSnapshot& b) {
    return a.weights == b.weights && a.imported == b.imported;
}

}  // namespace la
