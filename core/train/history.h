#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/base/step_log.h"
#include "core/train/member_snapshot.h"

namespace la {

struct Snapshot;

// The networks of a run after `step` updates, with their settings at that step.
struct KeptStep {
    std::int64_t step = 0;
    std::int64_t epoch = 0;
    std::vector<MemberSnapshot> members;  // A, B; or B alone
};

// The kept steps of a run, step 0 first, as one immutable value that any thread may read. The
// newest step is not among them: it is the Snapshot.
using KeptSteps = StepRows<KeptStep>;

// The weights of a run over its whole length: at most kSteps steps and kBytes bytes, but kMinSteps
// steps at least, at multiples of a spacing that doubles as the run grows. Written by the training
// thread; weights are shared with the snapshots, not copied.
class History : public StepLog<KeptStep> {
  public:
    static constexpr std::size_t kSteps = 1024;
    static constexpr std::size_t kMinSteps = 2;
    static constexpr std::size_t kBytes = std::size_t{48} << 20;

    // `first`: the members at step 0, which give the bytes of a step.
    explicit History(const std::vector<MemberSnapshot>& first) : StepLog(1, capacity_for(first)) {}

    static std::size_t capacity_for(const std::vector<MemberSnapshot>& members);
    static std::size_t bytes_of_step(const std::vector<MemberSnapshot>& members);
};

// Index of the kept step nearest to `step`; ties go to the earlier one. `kept` is not empty.
std::size_t nearest_kept(const KeptSteps& kept, std::int64_t step);

// Index of the first kept step at or after `step`; size() if there is none.
std::size_t first_kept_from(const KeptSteps& kept, std::int64_t step);

// The run `now` at a kept step: step, epoch and members of that step, no history, the rest as now.
std::shared_ptr<const Snapshot> snapshot_at(const Snapshot& now, const KeptStep& kept);

}  // namespace la
