#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/engine/engine.h"
#include "core/stability/probe.h"
#include "core/stability/stability_rows.h"

namespace la {

// The stability of a run, beside its metrics and never among them: a run that is measured trains as
// one that is not. Written by the training thread.
class StabilityLog {
  public:
    // What is measured from now on; rows as those of the metrics log, `capacity` as StepLog's. What
    // was carried along goes on if `wanted` is the same, begins anew if it is another, and is
    // dropped with the rows if nothing is wanted.
    void set(const StabilityConfig& wanted, std::int64_t rows_every, std::int64_t capacity);
    bool on() const { return log_ != nullptr; }

    // The run between two steps. `members` and what they refer to outlive the next call.
    struct Now {
        std::int64_t step = 0;
        std::vector<EngineState> states;       // [ensemble]
        std::vector<std::vector<int>> groups;  // [ensemble][member of it] index into members
        std::span<const MemberConfig> members;
        std::vector<double> lambda;  // [member] in force
        std::shared_ptr<const Dataset> data;
    };

    // If on: before a step, and after it with its batch.
    void before(Now now) { before_ = std::move(now); }
    void after(std::span<const std::int32_t> batch);

    void measure(const Now& now);  // appends a row
    void restart();                // begins anew, without rows: another run
    void cut(std::int64_t last);   // drops the rows after this step and begins anew
    void restart_twin();

    // Null if off. A log restored from it goes on as this one would, bit for bit; `capacity` as in
    // set(). The state has passed its check with these members.
    std::shared_ptr<const StabilityState> state();
    void restore(const StabilityState& state, std::span<const MemberConfig> members,
                 const std::shared_ptr<const Dataset>& data, std::int64_t rows_every,
                 std::int64_t capacity);

    // Null if off.
    std::shared_ptr<const StabilityRows> rows() { return log_ ? log_->rows() : nullptr; }
    std::shared_ptr<const StabilitySnapshot> snapshot(std::size_t member) const;

  private:
    StabilityProbe& probe_for(std::size_t member, const Now& now);

    StabilityConfig wanted_;
    std::int64_t rows_every_ = 0, capacity_ = 0;
    std::unique_ptr<StepLog<StabilityRow>> log_;
    std::vector<std::unique_ptr<StabilityProbe>> probes_;  // [member]
    std::optional<Now> before_;
};

}  // namespace la
