#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/measure/metrics.h"

namespace la {

struct MetricsRow {
    std::int64_t step = 0;
    std::int64_t epoch = 0;
    std::vector<double> lambda;    // [members], in force at this step
    std::vector<Metrics> members;  // [members]
};

// The rows of a run so far, as one immutable value that any thread may read.
class MetricsRows {
  public:
    std::size_t size() const { return size_; }
    const MetricsRow& operator[](std::size_t i) const { return (*chunks_[i / kChunk])[i % kChunk]; }
    const MetricsRow& back() const { return (*this)[size_ - 1]; }

  private:
    friend class MetricsLog;
    static constexpr std::size_t kChunk = 64;
    using Chunk = std::vector<MetricsRow>;
    std::vector<std::shared_ptr<Chunk>> chunks_;
    std::size_t size_ = 0;
};

// The one log of a run's measures, appended to by the training thread at steps that are multiples
// of `every`. Without a given spacing it starts with every step and doubles the spacing whenever
// 1,200 rows are full, dropping every second row, so that it stays bounded however long the run.
class MetricsLog {
  public:
    explicit MetricsLog(std::int64_t every = 0);

    bool due(std::int64_t step) const { return step % every_ == 0; }
    void append(MetricsRow row);

    // A value that later appends do not change; shares all full chunks with the log.
    std::shared_ptr<const MetricsRows> rows();

  private:
    void push(MetricsRow row);
    void thin();

    std::int64_t every_;
    bool adaptive_;
    MetricsRows rows_;
    std::shared_ptr<const MetricsRows> shared_;
};

}  // namespace la
