#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <utility>

#include "core/train/training_state.h"

namespace la {

// Runs that were left for others, so that an undo leads back to their weights: the newest kMost,
// and about kBytes in all, but one at least. What two runs share counts for both. Not thread-safe.
class KeptRuns {
  public:
    static constexpr std::size_t kMost = 8;
    static constexpr std::size_t kBytes = std::size_t{64} << 20;

    void keep(std::uint64_t number, std::shared_ptr<const TrainingState> run);
    // Null: it is not kept, or no longer.
    std::shared_ptr<const TrainingState> find(std::uint64_t number) const;

  private:
    std::deque<std::pair<std::uint64_t, std::shared_ptr<const TrainingState>>> all_;
};

}  // namespace la
