#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/model/config.h"
#include "core/random.h"

namespace la {

// The one stream of mini-batches that all members follow: every epoch goes once through the training
// points, in a new order if shuffled; the last batch of an epoch may be smaller and is kept.
class Batches {
  public:
    Batches(int points, const OptimizerConfig& optimizer);

    // The next batch, as indices of training points; valid until the next call.
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
