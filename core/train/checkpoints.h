#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/data/dataset.h"
#include "core/train/run_state.h"

namespace la {

// What going back to a step needs: the run right after it, before any change that was made there.
struct KeptCheckpoint {
    std::shared_ptr<const Checkpoint> at;  // at step 0 without engines: there are no moments yet
    MemberWeights weights;
    Config config;  // its stop conditions are not kept: they go on from now
    std::vector<MemberConfig> members;
    std::shared_ptr<const Dataset> data;

    std::int64_t step() const { return at->run.step; }
};

// The checkpoints of a run in the order of their steps, dense lately and sparse long ago, at most
// kMax of them and about kBytes in all (or two, where those are larger): which ones are kept
// depends on nothing but the steps at which they were offered.
class Checkpoints {
  public:
    static constexpr std::size_t kMax = 24;
    static constexpr std::size_t kBytes = std::size_t{16} << 20;

    // Of a later step than the last.
    void keep(std::shared_ptr<const KeptCheckpoint> checkpoint);

    void cut(std::int64_t last);  // forgets those of later steps
    void keep_last();             // forgets all others

    bool empty() const { return all_.empty(); }
    std::int64_t last_step() const { return all_.empty() ? -1 : all_.back()->step(); }
    const std::vector<std::shared_ptr<const KeptCheckpoint>>& all() const { return all_; }

  private:
    std::vector<std::shared_ptr<const KeptCheckpoint>> all_;
};

// The checkpoint with the least loss + lambda * penalty, summed over the members and taken on at
// most 256 training points: the last one before it began to rise. Of two alike the later; null
// where none has a finite one.
std::shared_ptr<const KeptCheckpoint> last_good(const Checkpoints& checkpoints,
                                                std::span<const MemberConfig> members,
                                                std::span<const double> lambda,
                                                const Dataset& data);

}  // namespace la
