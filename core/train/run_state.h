#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/train/batches.h"
#include "core/train/ensembles.h"

namespace la {

// The progress of a run outside its engines: everything that changes with each step.
struct RunState {
    std::int64_t step = 0;
    Batches batches{0, {}};
    std::vector<double> nu;  // [member], Uzawa's multipliers
};

// What it takes to continue a run from a step.
struct Checkpoint {
    RunState run;
    std::vector<EngineState> engines;  // [ensemble]
};

// [member] weight of the penalty in force: 0, lambda or 1/nu.
std::vector<double> lambda_in_force(std::span<const MemberConfig> members,
                                    std::span<const double> nu);

// One update of all members on the next batch. Uzawa: every `uzawa.every` steps, after the update,
// nu += tau * loss on that batch. Returns the batch, valid until the next call.
std::span<const std::int32_t> advance(RunState& now, Ensembles& ensembles,
                                      std::span<const MemberConfig> members);

// Index of the first member with a weight that is not finite; -1: none.
int not_finite(const MemberWeights& weights);

// Where a run diverged.
struct Lost {
    int member = -1;        // -1: no step loses one after all
    MemberWeights weights;  // the last before
    std::int64_t weights_step = 0;
};

// The index of the first member that is lost with these weights; -1: none is.
using LostMember = std::function<int(const MemberWeights&)>;

// Takes the steps since the checkpoint again, up to the first that loses a member: weights are
// checked only now and then, and the step that is reported must not depend on when. Leaves `now` at
// that step, with the multipliers before it.
Lost retrace(RunState& now, Ensembles& ensembles, std::span<const MemberConfig> members,
             const Checkpoint& from, const LostMember& lost);

}  // namespace la
