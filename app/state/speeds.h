#pragma once

#include <algorithm>
#include <array>
#include <cmath>

namespace la {

// The training speeds that the toolbar offers.
struct Speed {
    const char* label;
    double steps_per_s;  // 0: as fast as possible
};
inline constexpr std::array<Speed, 5> kSpeeds{
    {{"50 /s", 50}, {"250 /s", 250}, {"1000 /s", 1000}, {"4000 /s", 4000}, {"max", 0}}};

// Index into kSpeeds of the speed nearest to `steps_per_s` on a log scale; 0 steps per second means
// as fast as possible.
inline int nearest_speed(double steps_per_s) {
    const auto distance = [steps_per_s](const Speed& speed) {
        return speed.steps_per_s == 0 || steps_per_s == 0
                   ? (speed.steps_per_s == steps_per_s ? 0 : 1e9)
                   : std::abs(std::log(speed.steps_per_s / steps_per_s));
    };
    return static_cast<int>(std::ranges::min_element(kSpeeds, {}, distance) - kSpeeds.begin());
}

}  // namespace la
