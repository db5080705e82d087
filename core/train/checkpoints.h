#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/data/dataset.h"
#include "core/train/run_state.h"

namespace la {

// What going back to a step takes: the run right after that step, before any change made there.
struct KeptCheckpoint {
    std::shared_ptr<const Checkpoint> at;  // at step 0 without engine states: no moments yet
    MemberWeights weights;
    Config config;  // without stop conditions, which are not rewound
    std::vector<MemberConfig> members;
    std::shared_ptr<const Dataset> data;

    std::int64_t step() const { return at->run.step; }
};

// The checkpoints of a run in the order of their steps: many of late steps, few of early ones. At
// most kMax, and about kBytes in all, but two at least. Which ones are kept depends only on the
// steps at which they were offered.
class Checkpoints {
  public:
    static constexpr std::size_t kMax = 24;
    static constexpr std::size_t kBytes = std::size_t{16} << 20;

    // Needs a later step than the last one kept.
    void keep(std::shared_ptr<const KeptCheckpoint> checkpoint);

    void cut(std::int64_t last);  // removes those of later steps
    void keep_ends();             // removes all but the first and the last

    // The last one of this step or an earlier one; null: there is none.
    std::shared_ptr<const KeptCheckpoint> before(std::int64_t step) const;

    bool empty() const { return all_.empty(); }
    std::size_t bytes() const;
    std::int64_t last_step() const { return all_.empty() ? -1 : all_.back()->step(); }
    const std::vector<std::shared_ptr<const KeptCheckpoint>>& all() const { return all_; }

  private:
    std::vector<std::shared_ptr<const KeptCheckpoint>> all_;
};

// At most 256 of the training points, all with the same distance in the list: enough to compare
// networks.
Dataset points_to_compare(const Dataset& data);

// The checkpoint with the least objective loss + lambda * penalty, summed over the members, on at
// most 256 training points: the last one before the objective rose. Ties go to the later one. Null
// if no checkpoint has a finite objective.
std::shared_ptr<const KeptCheckpoint> last_good(const Checkpoints& checkpoints,
                                                std::span<const MemberConfig> members,
                                                std::span<const double> lambda,
                                                const Dataset& data);

}  // namespace la
