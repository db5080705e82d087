#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/engine/engine.h"
#include "core/train/commands.h"
#include "core/train/ensembles.h"
#include "core/train/step_log.h"

namespace la {

// All that the first step of a run depends on.
struct Origin {
    Config config;
    EngineOptions engine;               // as it was asked for
    std::vector<MemberConfig> members;  // what the lambdas set by hand made of the configuration
    std::shared_ptr<const Dataset> data;
    MemberWeights given;  // first weights; empty: by the seed
};

// A change that was made while a run went on: after this many steps, before the next one.
struct Recorded {
    std::int64_t step = 0;
    Change change;
};

// What a run has to be told to come out the same, bit for bit: its origin, and every change since,
// in order. What begins a new run (reset, new seed, another configuration) begins a new recording.
// Appended to by one thread; changes() is a value for any.
class Recording {
  public:
    static constexpr std::size_t kMax = 100000;

    Recording() = default;
    explicit Recording(Origin origin)
        : origin_(std::make_shared<const Origin>(std::move(origin))) {}
    // As it was written down; `complete` as complete().
    Recording(Origin origin, const std::vector<Recorded>& changes, bool complete);

    void note(std::int64_t step, const Change& change);

    // What was changed at this step and later, in order; and the recording without it.
    std::vector<Recorded> changes_from(std::int64_t step) const;
    void cut(std::int64_t step) { log_.cut(step - 1); }

    const std::shared_ptr<const Origin>& origin() const { return origin_; }
    const StepRows<Recorded>& changes() const { return log_.now(); }

    // False: there were more than kMax changes, and the run cannot be replayed.
    bool complete() const { return complete_; }

  private:
    std::shared_ptr<const Origin> origin_;
    StepLog<Recorded> log_{1, 0};
    bool complete_ = true;
};

// How the points of a run have come to be, in a few words.
std::string points_of(const Recording& recording);

}  // namespace la
