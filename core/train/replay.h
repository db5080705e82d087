#pragma once

#include <cstddef>
#include <cstdint>

#include "core/train/training.h"

namespace la {

// Trains a run again from its origin, with every change at its step: the same weights bit for bit
// on the same engine and instruction set. Not thread-safe.
class Replay {
  public:
    // Up to the step of `run`, with this many threads for the arithmetic. Throws Error if the
    // recording is not complete.
    explicit Replay(const TrainingState& run, int threads = 1, EngineFactory factory = make_engine);

    // Applies the changes that are due, then takes one step. False once arrived. Throws Error.
    bool step();

    Training& training() { return training_; }

  private:
    Recording recording_;
    std::int64_t until_;
    Training training_;
    std::size_t next_ = 0;  // of the recorded changes
};

// True if all members have the same weights, bit for bit.
bool same_weights(const MemberWeights& a, const MemberWeights& b);

}  // namespace la
