#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/train/ensembles.h"
#include "core/train/step_log.h"

namespace la {

// How the weights of one network vary over depth at one step (core/measure/smoothness.h).
struct WeightsMeasures {
    double vn = 0;
    double half_waves = 0;
    double max_jump = 0;      // max_k |Z_{k+1} - Z_k|
    double largest_jump = 0;  // of this row and all rows before it
    double lipschitz = 0;     // L times that
};

struct WeightsRow {
    std::int64_t step = 0;
    std::vector<WeightsMeasures> members;
};

using WeightsRows = StepRows<WeightsRow>;

// The measures of the weights of a run, beside its metrics and never among them: a run that is
// measured trains as one that is not. Written by the training thread at rows of the metrics log.
class WeightsLog {
  public:
    // Begins to measure, or ends; ending drops the rows.
    void set_on(bool on, std::int64_t rows_every);
    bool on() const { return log_ != nullptr; }

    // Appends a row, if on.
    void measure(std::int64_t step, const MemberWeights& weights);

    void restart();               // drops the rows, if on: another run
    void cut(std::int64_t last);  // drops the rows after this step
    // Null if off.
    std::shared_ptr<const WeightsRows> rows() { return log_ ? log_->rows() : nullptr; }

  private:
    void begin();

    std::unique_ptr<StepLog<WeightsRow>> log_;
    std::int64_t rows_every_ = 0;
};

}  // namespace la
