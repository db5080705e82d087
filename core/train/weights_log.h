#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/train/ensembles.h"
#include "core/train/weights_rows.h"

namespace la {

class LocalPl;

// The measures of the weights of a run, beside its metrics and never among them: a run that is
// measured trains as one that is not. Written by the training thread at rows of the metrics log.
class WeightsLog {
  public:
    WeightsLog();
    ~WeightsLog();
    WeightsLog(WeightsLog&&) noexcept;
    WeightsLog& operator=(WeightsLog&&) noexcept;

    // Begins to measure, or ends; ending drops the rows.
    void set_on(bool on, std::int64_t rows_every);
    bool on() const { return log_ != nullptr; }

    // Appends a row, if on. `lambda`: [member] weights of the penalty in force.
    struct Now {
        std::int64_t step;
        const MemberWeights& weights;
        std::span<const MemberConfig> members;
        std::span<const double> lambda;
        const std::shared_ptr<const Dataset>& data;
    };
    void measure(const Now& now);

    void restart();               // drops the rows, if on: another run
    void cut(std::int64_t last);  // drops the rows after this step
    // Null if off.
    std::shared_ptr<const WeightsRows> rows() { return log_ ? log_->rows() : nullptr; }
    std::int64_t spacing() const { return log_ ? log_->every() : 1; }
    // On, going on from these rows as the log that they come from would.
    void restore(const WeightsRows& rows, std::int64_t spacing, std::int64_t rows_every);

  private:
    void begin();

    std::unique_ptr<StepLog<WeightsRow>> log_;
    std::int64_t rows_every_ = 0;
    std::vector<std::unique_ptr<LocalPl>> local_pl_;  // [member]
};

}  // namespace la
