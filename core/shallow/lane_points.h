#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/shallow/kernel.h"
#include "core/shallow/shallow_snapshot.h"

namespace la {

// Aligned as the kernels want it.
struct alignas(64) LaneGroup {
    double lane[shallow::kLanes] = {};
};

// Points over sqrt d, coordinates apart, as the kernels take them. Owns its memory.
class LanePoints {
  public:
    LanePoints() = default;
    explicit LanePoints(const ShallowPointSet& points);

    // Becomes some points of another set.
    void gather(const LanePoints& from, std::span<const std::int32_t> index);

    int size() const { return size_; }
    shallow::Points view() const;

  private:
    void resize(int dimension, int size);
    double* row(int k) { return groups_.data()->lane + k * pitch_; }
    const double* row(int k) const { return groups_.data()->lane + k * pitch_; }

    std::vector<LaneGroup> groups_;
    int dimension_ = 0, size_ = 0;
    std::int64_t pitch_ = 0;  // from one coordinate to the next
};

}  // namespace la
