#pragma once

#include <memory>

#include "core/train/checkpoints.h"
#include "core/train/ensembles.h"
#include "core/train/training_state.h"

namespace la {

// The checkpoints of a Training: the newest, from which the last steps are taken again to find the
// one that lost the run, and the good one that a diverged run goes back to. Not thread-safe.
class Rewinder {
  public:
    // Keeps the run as it stands, with its engines, as the newest. Nothing without engines, and
    // once diverged.
    void keep_newest(const TrainingState& s, const Ensembles& ensembles);
    // Needs one.
    const Checkpoint& newest() const { return *newest_; }

    // Offers the run as it stands to s.checkpoints, once per step and before it is changed there:
    // the recording has what follows.
    void keep_good(TrainingState& s, const Ensembles& ensembles) const;

    // Chooses the last good one of s.checkpoints for a run that has diverged.
    void find_good(const TrainingState& s);
    void forget_good() { good_ = nullptr; }
    // Null: the run has not diverged, or no checkpoint is good.
    const std::shared_ptr<const KeptCheckpoint>& good() const { return good_; }

  private:
    std::shared_ptr<const Checkpoint> newest_;
    std::shared_ptr<const KeptCheckpoint> good_;
};

}  // namespace la
