#include "app/motion/film_course.h"

#include <algorithm>
#include <cmath>

namespace la {

float loop_depth(double part, float layers) {
    constexpr double kFirstRest = 0.08, kLastRest = 0.22;
    const double way = (part - kFirstRest) / (1 - kFirstRest - kLastRest);
    return layers * static_cast<float>(std::clamp(way, 0.0, 1.0));
}

std::int64_t training_step(double part, std::int64_t steps) {
    const double way = std::min(1.0, part / 0.75);
    return static_cast<std::int64_t>(std::llround(static_cast<double>(steps) * way * way));
}

}  // namespace la
