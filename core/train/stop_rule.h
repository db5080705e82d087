#pragma once

#include <cstdint>
#include <string>

#include "core/measure/metrics.h"
#include "core/model/config.h"

namespace la {

// When a run stops by itself (Config::stop; 0 turns a condition off). B is what is looked at.
//     steps     after that many updates
//     accuracy  the test accuracy, or without test points the training accuracy, is that high
//     loss      the training loss is that low
//     plateau   for that many epochs loss + lambda * penalty has not fallen below its least value
//               so far by more than the part plateau_change of it
// Measures are taken with the weights after the last update of every epoch, of the whole data, so
// that where a run stops depends on neither the log nor who looks. Each condition stops a run once:
// who goes on after that trains on. Not thread-safe.
class StopRule {
  public:
    // Where it stands.
    struct State {
        StopConfig left;  // a condition that has stopped the run is 0
        double least = 0;
        int since = -1;  // epochs since the least objective; -1: none seen yet
        bool operator==(const State&) const = default;
    };

    StopRule() = default;
    explicit StopRule(const State& state) : now_(state) {}
    const State& state() const { return now_; }

    // All conditions count from now on.
    void set(const StopConfig& config);

    // What is minimised is another from now on: the plateau is counted anew.
    void forget_plateau();

    bool wants_measures() const;  // at the end of an epoch

    // Why the run stops here, in a few words; empty where it goes on.
    std::string after_step(std::int64_t step);
    std::string after_epoch(const Metrics& b, double lambda, bool tested);

  private:
    std::string plateau(double objective);

    State now_;
};

}  // namespace la
