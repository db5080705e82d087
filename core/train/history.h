#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/train/member_snapshot.h"
#include "core/train/step_log.h"

namespace la {

struct Snapshot;

// The networks of a run after `step` updates, with what was in force then.
struct KeptStep {
    std::int64_t step = 0;
    std::int64_t epoch = 0;
    std::vector<MemberSnapshot> members;  // A, B; or B alone
};

// The steps kept of a run, step 0 first, as one immutable value that any thread may read. Steps
// between the last of them and now are not kept; now itself is the Snapshot's.
using KeptSteps = StepRows<KeptStep>;

// The weights of a run over its whole length, thinned as it grows: at most kSteps steps and kBytes
// bytes (or kMinSteps steps, where those are larger), at multiples of a spacing that doubles.
// Appended to by the training thread; the weights are shared with the snapshots, not copied.
class History : public StepLog<KeptStep> {
  public:
    static constexpr std::size_t kSteps = 1024;
    static constexpr std::size_t kMinSteps = 2;
    static constexpr std::size_t kBytes = std::size_t{48} << 20;

    // `first`: the members at step 0; they tell how much room a step takes.
    explicit History(const std::vector<MemberSnapshot>& first) : StepLog(1, capacity_for(first)) {}

    static std::size_t capacity_for(const std::vector<MemberSnapshot>& members);
};

// Index of the kept step nearest to `step`; of two as near the earlier. Needs one at least.
std::size_t nearest_kept(const KeptSteps& kept, std::int64_t step);

// Index of the first kept step that is not before `step`; size() if there is none.
std::size_t first_kept_from(const KeptSteps& kept, std::int64_t step);

// The run `now` as it was at a step it has kept: other step, epoch and members, no history; the
// rest is now's.
std::shared_ptr<const Snapshot> snapshot_at(const Snapshot& now, const KeptStep& kept);

}  // namespace la
