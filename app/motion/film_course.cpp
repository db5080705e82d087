#include "app/motion/film_course.h"

#include <algorithm>
#include <cmath>

namespace la {

float loop_depth(double fraction, float layers) {
    constexpr double kFirstRest = 0.08, kLastRest = 0.22;
    const double progress = (fraction - kFirstRest) / (1 - kFirstRest - kLastRest);
    return layers * static_cast<float>(std::clamp(progress, 0.0, 1.0));
}

std::int64_t training_step(double fraction, std::int64_t steps) {
    const double progress = std::min(1.0, fraction / 0.75);
    return static_cast<std::int64_t>(
        std::llround(static_cast<double>(steps) * progress * progress));
}

}  // namespace la
