#include "core/train/batches.h"

#include <algorithm>
#include <numeric>

namespace la {

Batches::Batches(int points, const OptimizerConfig& optimizer)
    : points_(points),
      batch_(std::min(optimizer.batch, points)),
      shuffle_(optimizer.shuffle),
      random_(optimizer.seed),
      order_(points),
      at_(points) {
    std::iota(order_.begin(), order_.end(), 0);
}

Batches::Batches(const State& state, const OptimizerConfig& optimizer)
    : points_(static_cast<int>(state.order.size())),
      batch_(std::min(optimizer.batch, points_)),
      shuffle_(optimizer.shuffle),
      random_(state.random),
      order_(state.order),
      at_(state.at) {}

std::span<const std::int32_t> Batches::next() {
    if (at_ >= points_) {
        at_ = 0;
        if (shuffle_) {
            random_.shuffle(std::span(order_));
        }
    }
    const int count = std::min(batch_, points_ - at_);
    const std::span<const std::int32_t> batch(order_.data() + at_, count);
    at_ += count;
    return batch;
}

}  // namespace la
