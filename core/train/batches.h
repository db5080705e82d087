#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/random.h"
#include "core/model/config.h"

namespace la {

// The stream of mini-batches that all members share: every epoch goes once through the training
// points, in a new order if shuffled. The last batch of an epoch may be smaller.
class Batches {
  public:
    // The position in the stream: `order` is a permutation of 0..points-1, of which this epoch has
    // given out the first `at`.
    struct State {
        Random::State random;
        std::vector<std::int32_t> order;
        int at = 0;
        bool operator==(const State&) const = default;
    };

    Batches(int points, const OptimizerConfig& optimizer);
    Batches(const State& state, const OptimizerConfig& optimizer);

    State state() const { return {random_.state(), order_, at_}; }

    // Indices of the training points in the next batch; valid until the next call.
    std::span<const std::int32_t> next();

    std::int64_t per_epoch() const { return (points_ + batch_ - 1) / batch_; }

  private:
    int points_, batch_;
    bool shuffle_;
    Random random_;
    std::vector<std::int32_t> order_;
    int at_;
};

}  // namespace la
