#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/train/batches.h"
#include "core/train/ensembles.h"

namespace la {

// How far a run is, beside what its engines hold: all of it changes with every step.
struct RunState {
    std::int64_t step = 0;
    Batches batches{0, {}};
    std::vector<double> nu;  // [member], Uzawa's multipliers
};

// All that continuing needs.
struct Checkpoint {
    RunState run;
    std::vector<EngineState> engines;  // [ensemble]
};

// The weight of the penalty in force for every member: 0, lambda or 1/nu.
std::vector<double> lambda_in_force(std::span<const MemberConfig> members,
                                    std::span<const double> nu);

// One update of all members on the next batch. Uzawa: nu += tau * loss on that batch, after the
// update, every so many steps.
void advance(RunState& now, Ensembles& ensembles, std::span<const MemberConfig> members);

// The first member with a weight that is not finite, or -1.
int not_finite(const MemberWeights& weights);

// Where a run was lost.
struct Lost {
    int member = -1;        // -1: every step was finite after all
    MemberWeights weights;  // the last finite ones
    std::int64_t weights_step = 0;
};

// Weights are looked at now and then only, so the steps since the checkpoint are taken again up to
// the first that loses a member. Which one that is does not depend on when somebody looked.
// `now` is left at that step, with the multipliers before it.
Lost retrace(RunState& now, Ensembles& ensembles, std::span<const MemberConfig> members,
             const Checkpoint& from);

}  // namespace la
