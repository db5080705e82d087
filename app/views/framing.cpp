#include "app/views/framing.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace la {

namespace {

constexpr std::size_t kSamples = 4000;
constexpr double kOutliers = 0.01;  // fraction left outside on each side
constexpr float kReach = 0.3f;      // fraction of B's size that A may add on a side
constexpr float kEverything = std::numeric_limits<float>::infinity();
constexpr float kBoxMargin = 0.08f;  // fraction of the data's box, on every side
constexpr float kThinnest = 0.02f;   // fraction of the longer side, if the data lie on a line

float quantile(std::vector<float>& values, double p) {
    const auto at =
        values.begin() + static_cast<std::ptrdiff_t>(p * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

// Range of all values but the outliers, sampled like the box below.
Interval quantile_range(std::span<const float> third) {
    std::vector<float> z;
    const std::size_t stride = std::max<std::size_t>(1, third.size() / kSamples);
    for (std::size_t i = 0; i < third.size(); i += stride) {
        if (std::isfinite(third[i])) {
            z.push_back(third[i]);
        }
    }
    if (z.empty()) {
        return {};
    }
    return {quantile(z, kOutliers), quantile(z, 1 - kOutliers)};
}

// Box of all states but the outliers, estimated from an evenly spaced sample.
Box quantile_box(std::span<const glm::vec2> states) {
    std::vector<float> x, y;
    const std::size_t stride = std::max<std::size_t>(1, states.size() / kSamples);
    for (std::size_t i = 0; i < states.size(); i += stride) {
        if (std::isfinite(states[i].x) && std::isfinite(states[i].y)) {
            x.push_back(states[i].x);
            y.push_back(states[i].y);
        }
    }
    if (x.empty()) {
        return {};
    }
    return {{quantile(x, kOutliers), quantile(y, kOutliers)},
            {quantile(x, 1 - kOutliers), quantile(y, 1 - kOutliers)}};
}

}  // namespace

Box frame_box(const Observation& seen, FrameOf whose) {
    Box box = quantile_box(*seen.members.back().states);
    if (seen.members.size() < 2) {
        return box;
    }
    const Box other = quantile_box(*seen.members.front().states);
    if (whose == FrameOf::A) {
        return other;
    }
    const float reach = whose == FrameOf::Both
                            ? kEverything
                            : kReach * std::max(box.hi.x - box.lo.x, box.hi.y - box.lo.y);
    box.lo.x = std::min(box.lo.x, std::max(other.lo.x, box.lo.x - reach));
    box.lo.y = std::min(box.lo.y, std::max(other.lo.y, box.lo.y - reach));
    box.hi.x = std::max(box.hi.x, std::min(other.hi.x, box.hi.x + reach));
    box.hi.y = std::max(box.hi.y, std::min(other.hi.y, box.hi.y + reach));
    return box;
}

Interval third_range(const Observation& seen, FrameOf whose) {
    Interval range = quantile_range(*seen.members.back().third);
    if (seen.members.size() < 2) {
        return range;
    }
    const Interval other = quantile_range(*seen.members.front().third);
    if (whose == FrameOf::A) {
        return other;
    }
    const Box box = quantile_box(*seen.members.back().states);
    const float reach =
        whose == FrameOf::Both
            ? kEverything
            : kReach * std::max({range.hi - range.lo, box.hi.x - box.lo.x, box.hi.y - box.lo.y});
    range.lo = std::min(range.lo, std::max(other.lo, range.lo - reach));
    range.hi = std::max(range.hi, std::min(other.hi, range.hi + reach));
    return range;
}

Box data_box(const Dataset& data) {
    Box box{data.points.front(), data.points.front()};
    for (const glm::vec2 p : data.points) {
        box.lo = {std::min(box.lo.x, p.x), std::min(box.lo.y, p.y)};
        box.hi = {std::max(box.hi.x, p.x), std::max(box.hi.y, p.y)};
    }
    const glm::vec2 size = box.hi - box.lo;
    const float min_margin = kThinnest * std::max({size.x, size.y, 1e-3f});
    const glm::vec2 margin{std::max(kBoxMargin * size.x, min_margin),
                           std::max(kBoxMargin * size.y, min_margin)};
    return {box.lo - margin, box.hi + margin};
}

int count_outside(std::span<const glm::vec2> states, int points, float depth, const Box& view,
                  const Thirds& thirds) {
    const int layers = static_cast<int>(states.size()) / std::max(points, 1) - 1;
    depth = std::clamp(depth, 0.0f, static_cast<float>(layers));
    const int k = std::clamp(static_cast<int>(depth), 0, std::max(0, layers - 1));
    const float fraction = depth - static_cast<float>(k);
    int outside = 0;
    for (int i = 0; i < points; ++i) {
        const std::size_t from = static_cast<std::size_t>(k) * points + i;
        const std::size_t to = static_cast<std::size_t>(std::min(k + 1, layers)) * points + i;
        const glm::vec2 p = states[from] + (states[to] - states[from]) * fraction;
        bool inside = p.x >= view.lo.x && p.x <= view.hi.x && p.y >= view.lo.y && p.y <= view.hi.y;
        if (thirds.values.size() == states.size()) {
            const float z =
                thirds.values[from] + (thirds.values[to] - thirds.values[from]) * fraction;
            inside = inside && z >= thirds.shown.lo && z <= thirds.shown.hi;
        }
        outside += inside ? 0 : 1;
    }
    return outside;
}

}  // namespace la
