#pragma once

#include <cstddef>
#include <cstdint>

#include "core/train/training.h"

namespace la {

// Trains a run anew from its origin, with every change at the step where it was made: on the same
// engine and instruction set the same weights, bit for bit. Not thread-safe.
class Replay {
  public:
    // Up to where `run` stands; `threads` for the arithmetic. Error if its recording is not
    // complete.
    explicit Replay(const TrainingState& run, int threads = 1, EngineFactory factory = make_engine);

    // The changes that are due, then one step; false once arrived. Throws Error.
    bool step();

    Training& training() { return training_; }

  private:
    Recording recording_;
    std::int64_t until_;
    Training training_;
    std::size_t next_ = 0;  // of the recorded changes
};

// The same weights in all members, bit for bit.
bool same_weights(const MemberWeights& a, const MemberWeights& b);

}  // namespace la
