#include "render/plot/extremes.h"

#include <cmath>

namespace la::plot {

namespace {

constexpr int kFan = 16;

void include(const Series& series, int index, Extremes::Pair& pair) {
    const double y = series.y(series.data, index);
    if (!std::isfinite(y)) {
        return;
    }
    if (pair.low < 0 || y < series.y(series.data, pair.low)) {
        pair.low = index;
    }
    if (pair.high < 0 || y > series.y(series.data, pair.high)) {
        pair.high = index;
    }
}

void include(const Series& series, const Extremes::Pair& more, Extremes::Pair& pair) {
    if (more.low >= 0) {
        include(series, more.low, pair);
        include(series, more.high, pair);
    }
}

}  // namespace

void Extremes::update(const Series& series) {
    if (series.version == 0 || series.version != version_ || series.count < count_) {
        levels_.clear();
    }
    version_ = series.version;
    count_ = series.count;
    // Whole nodes only: samples beyond the last node are read one by one.
    std::size_t below = static_cast<std::size_t>(series.count);
    for (std::size_t level = 0; below >= kFan; ++level) {
        if (level == levels_.size()) {
            levels_.emplace_back();
        }
        std::vector<Pair>& nodes = levels_[level];
        for (std::size_t i = nodes.size(); i < below / kFan; ++i) {
            Pair pair;
            for (std::size_t child = i * kFan; child < (i + 1) * kFan; ++child) {
                if (level == 0) {
                    include(series, static_cast<int>(child), pair);
                } else {
                    include(series, levels_[level - 1][child], pair);
                }
            }
            nodes.push_back(pair);
        }
        below = nodes.size();
    }
}

Extremes::Pair Extremes::find(const Series& series, int first, int last) const {
    Pair pair;
    while (first < last) {
        // The largest node that begins here and ends in time.
        int size = 1;
        int level = -1;
        while (level + 1 < static_cast<int>(levels_.size()) && first % (size * kFan) == 0 &&
               size * kFan <= last - first &&
               first / (size * kFan) < static_cast<int>(levels_[level + 1].size())) {
            size *= kFan;
            ++level;
        }
        if (level < 0) {
            include(series, first, pair);
        } else {
            include(series, levels_[level][first / size], pair);
        }
        first += size;
    }
    return pair;
}

}  // namespace la::plot
