#pragma once

#include <cstdint>
#include <string>

#include "core/measure/metrics.h"
#include "core/model/config.h"

namespace la {

// When a run stops by itself (Config::stop; 0 turns a condition off). Looks at B.
//     steps     after this many updates
//     accuracy  at this test accuracy or more (training accuracy without test points)
//     loss      at this training loss or less
//     plateau   after this many epochs in which loss + lambda * penalty has not fallen below its
//               least value by more than the fraction plateau_change of it
// Measures are those of the whole data after the last update of every epoch, so that the step of
// the stop depends on neither the log nor the observer. Each condition stops a run once: a run that
// goes on is not stopped by it again. Not thread-safe.
class StopRule {
  public:
    // As sessions keep it.
    struct State {
        StopConfig left;  // conditions that have not stopped the run yet; 0: has, or off
        double least = 0;
        int since = -1;  // epochs since the least objective; -1: none yet
        bool operator==(const State&) const = default;
    };

    StopRule() = default;
    explicit StopRule(const State& state) : now_(state) {}
    const State& state() const { return now_; }

    // Replaces the conditions; all count from now on.
    void set(const StopConfig& config);

    // The objective has changed: the plateau counts from now on.
    void forget_plateau();

    bool wants_measures() const;  // at the end of an epoch

    // Why the run stops here, in a few words; empty: it goes on.
    std::string after_step(std::int64_t step);
    std::string after_epoch(const Metrics& b, double lambda, bool tested);

  private:
    std::string plateau(double objective);

    State now_;
};

}  // namespace la
