#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "core/shallow/shallow_training.h"

namespace la {

// The shallow run that a trainer drives beside its residual one: there is none until it is asked
// for. Numbers its runs, so that readers tell a new one from the one before. Not thread-safe.
class ShallowRun {
  public:
    bool made() const { return training_.has_value(); }
    // Begins one of the default configuration, unless there is one.
    void make();

    // Begins anew, or goes on from a state; null: none any more. Throws Error; nothing has changed
    // then.
    void load(const Config& config);
    void restore(const std::shared_ptr<const ShallowState>& state);

    // There is one.
    void set_stop(int steps) {
        training_->set_stop(steps);
        last_ = nullptr;  // it has the stop of before
    }
    void reset() { load(training_->config()); }  // the same nodes, the same points

    ShallowTraining& training() { return *training_; }

    // Null: there is none.
    std::shared_ptr<const ShallowSnapshot> snapshot();
    std::shared_ptr<const ShallowState> state() const;

  private:
    void begin(ShallowTraining training);

    std::optional<ShallowTraining> training_;
    std::uint64_t run_ = 0;
    std::shared_ptr<const ShallowSnapshot> last_;  // as of its step; null: not taken yet
};

}  // namespace la
