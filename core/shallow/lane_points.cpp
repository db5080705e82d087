#include "core/shallow/lane_points.h"

#include <algorithm>
#include <cmath>

namespace la {

namespace {

std::int64_t whole_groups(std::int64_t points) {
    return (points + shallow::kLanes - 1) / shallow::kLanes * shallow::kLanes;
}

}  // namespace

LanePoints::LanePoints(const ShallowPointSet& points) {
    resize(points.dimension, points.size());
    const double root_d = std::sqrt(points.dimension);
    for (int k = 0; k < dimension_; ++k) {
        for (int p = 0; p < size_; ++p) {
            row(k)[p] = points.x[static_cast<std::size_t>(p) * dimension_ + k] / root_d;
        }
    }
}

// One group more than the points need: a pitch that is a power of two is bad for the cache.
void LanePoints::resize(int dimension, int size) {
    dimension_ = dimension;
    size_ = size;
    pitch_ = whole_groups(size) + shallow::kLanes;
    const auto needed = static_cast<std::size_t>(dimension * pitch_ / shallow::kLanes);
    if (groups_.size() < needed) {
        groups_.resize(needed);
    }
    for (int k = 0; k < dimension; ++k) {
        std::fill(row(k) + size, row(k) + pitch_, 0.0);
    }
}

void LanePoints::gather(const LanePoints& from, std::span<const std::int32_t> index) {
    resize(from.dimension_, static_cast<int>(index.size()));
    for (int k = 0; k < dimension_; ++k) {
        const double* source = from.row(k);
        std::ranges::transform(index, row(k), [&](std::int32_t p) { return source[p]; });
    }
}

shallow::Points LanePoints::view() const {
    return {groups_.data()->lane, pitch_, whole_groups(size_)};
}

}  // namespace la
