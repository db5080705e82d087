#include "core/train/metrics_log.h"

#include <algorithm>
#include <utility>

namespace la {

constexpr std::size_t kCapacity = 1200;  // twice the points of a plot's width

MetricsLog::MetricsLog(std::int64_t every)
    : every_(std::max<std::int64_t>(every, 1)), adaptive_(every <= 0) {}

void MetricsLog::append(MetricsRow row) {
    if (adaptive_ && rows_.size() >= kCapacity) {
        thin();
    }
    push(std::move(row));
    shared_ = nullptr;
}

void MetricsLog::push(MetricsRow row) {
    if (rows_.size_ % MetricsRows::kChunk == 0) {
        rows_.chunks_.push_back(std::make_shared<MetricsRows::Chunk>());
        rows_.chunks_.back()->reserve(MetricsRows::kChunk);
    } else if (rows_.chunks_.back().use_count() > 1) {
        // A reader holds the unfinished chunk: go on with a copy of it.
        auto copy = std::make_shared<MetricsRows::Chunk>();
        copy->reserve(MetricsRows::kChunk);
        *copy = *rows_.chunks_.back();
        rows_.chunks_.back() = std::move(copy);
    }
    rows_.chunks_.back()->push_back(std::move(row));
    ++rows_.size_;
}

void MetricsLog::thin() {
    every_ *= 2;
    const MetricsRows old = std::exchange(rows_, MetricsRows{});
    for (std::size_t i = 0; i < old.size(); ++i) {
        if (due(old[i].step)) {
            push(old[i]);
        }
    }
}

std::shared_ptr<const MetricsRows> MetricsLog::rows() {
    if (!shared_) {
        shared_ = std::make_shared<MetricsRows>(rows_);
    }
    return shared_;
}

}  // namespace la
