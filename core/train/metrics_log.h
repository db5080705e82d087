#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/base/step_log.h"
#include "core/measure/metrics.h"

namespace la {

struct MetricsRow {
    std::int64_t step = 0;
    std::int64_t epoch = 0;
    std::vector<double> lambda;    // [members], in force at this step
    std::vector<Metrics> members;  // [members]
};

// The rows of a run so far, as one immutable value that any thread may read.
using MetricsRows = StepRows<MetricsRow>;

// The measures of a run, written by the training thread at multiples of `every`. Without a given
// spacing the log starts with every step and thins itself at kThinned rows, twice the points of a
// plot's width; with one, at kMost, which are some 150 MB.
class MetricsLog : public StepLog<MetricsRow> {
  public:
    static constexpr std::int64_t kThinned = 1200, kMost = 1 << 18;

    explicit MetricsLog(std::int64_t every = 0)
        : StepLog(std::max<std::int64_t>(every, 1), every <= 0 ? kThinned : kMost) {}
};

}  // namespace la
