#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/step_log.h"
#include "core/data/dataset.h"
#include "core/engine/engine.h"
#include "core/train/commands.h"
#include "core/train/ensembles.h"

namespace la {

// Everything that the first step of a run depends on.
struct Origin {
    Config config;
    EngineOptions engine;               // as it was asked for
    std::vector<MemberConfig> members;  // the configuration with the lambdas set by hand
    std::shared_ptr<const Dataset> data;
    MemberWeights given;  // first weights; empty: by the seed
};

// A change made during a run, after `step` steps and before the next one.
struct Recorded {
    std::int64_t step = 0;
    Change change;
};

// What reproduces a run bit for bit: its origin and every change since, in order. A change that
// starts a new run (reset, new seed, another configuration) starts a new recording. Written by one
// thread; any thread may read the value that changes() returns.
class Recording {
  public:
    static constexpr std::size_t kMax = 100000;

    Recording() = default;
    explicit Recording(Origin origin)
        : origin_(std::make_shared<const Origin>(std::move(origin))) {}
    // As read from a session.
    Recording(Origin origin, const std::vector<Recorded>& changes, bool complete);

    void note(std::int64_t step, const Change& change);

    // The engine that takes the last step, as it was asked for.
    EngineOptions engine() const;

    // The changes at this step and later, in order; cut removes them.
    std::vector<Recorded> changes_from(std::int64_t step) const;
    void cut(std::int64_t step) { log_.cut(step - 1); }

    const std::shared_ptr<const Origin>& origin() const { return origin_; }
    const StepRows<Recorded>& changes() const { return log_.now(); }

    // False: the run had more than kMax changes and cannot be replayed.
    bool complete() const { return complete_; }

  private:
    std::shared_ptr<const Origin> origin_;
    StepLog<Recorded> log_{1, 0};
    bool complete_ = true;
};

// Where the points of a run come from, in a few words: the last stroke drawn, or "as made".
std::string points_of(const Recording& recording);

}  // namespace la
