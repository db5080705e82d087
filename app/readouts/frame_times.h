#pragma once

#include <algorithm>
#include <array>
#include <vector>

namespace la {

inline constexpr float kLongFrame = 0.0178f;  // seconds; a little more than 1/60

// The durations of the last frames, in seconds.
struct FrameTimes {
    void add(float seconds) { ring[count++ % ring.size()] = seconds; }

    // p in [0, 1]; 0 before the first frame.
    float percentile(float p) const {
        const std::size_t n = std::min(count, ring.size());
        if (n == 0) {
            return 0;
        }
        std::vector<float> sorted(ring.begin(), ring.begin() + n);
        const std::size_t at = std::min(n - 1, static_cast<std::size_t>(p * static_cast<float>(n)));
        std::nth_element(sorted.begin(), sorted.begin() + at, sorted.end());
        return sorted[at];
    }

    float frames_per_second() const {
        const float median = percentile(0.5f);
        return median > 0 ? 1 / median : 0;
    }

    std::array<float, 300> ring{};
    std::size_t count = 0;
};

}  // namespace la
