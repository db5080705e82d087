#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/data/dataset.h"
#include "core/engine/exact/hessian.h"
#include "core/model/weights.h"

namespace la {

// The local Polyak-Lojasiewicz ratio of one network on all its training points,
//     rho = (c sum_k |dloss/dZ_k|^2 + |dloss/dhead|^2) / loss,
// c = L with optimizer.layer_rate "L", else 1; in double precision, of the loss without penalty.
// Along gradient flow loss(t) = loss(0) exp(-int rho dt): small where training stands still. Not
// thread-safe.
class LocalPl {
  public:
    static constexpr int kMaxPoints = 4000;  // training points; more would slow the training down

    LocalPl(const MemberConfig& member, const std::shared_ptr<const Dataset>& data);

    // True if it is made for this network and this data.
    bool fits(const MemberConfig& member, const std::shared_ptr<const Dataset>& data) const;

    struct Value {
        double rho = 0, loss = 0;  // NaN: too many points
    };
    Value at(const Weights& weights);

  private:
    MemberConfig member_;
    std::shared_ptr<const Dataset> data_;
    std::vector<std::int32_t> batch_;  // all training points; empty: too many
    ExactObjective objective_;
    ExactGradient gradient_;
};

}  // namespace la
