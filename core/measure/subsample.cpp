#include "core/measure/subsample.h"

#include <algorithm>
#include <numeric>

#include "core/base/random.h"

namespace la {

Subsample subsample_of(int points, int of) {
    return {.points = std::clamp(points, 0, of), .of = of};
}

std::vector<int> indices(const Subsample& subsample) {
    std::vector<int> out(subsample.of);
    std::iota(out.begin(), out.end(), 0);
    if (subsample.points < subsample.of) {
        Random random(subsample.seed);
        for (int i = 0; i < subsample.points; ++i) {
            std::swap(out[i], out[i + random.below(subsample.of - i)]);
        }
        out.resize(subsample.points);
        std::ranges::sort(out);
    }
    return out;
}

std::string name(const Subsample& subsample) {
    const std::string of = std::to_string(subsample.of) + " training points";
    return subsample.points == subsample.of
               ? "all " + of
               : std::to_string(subsample.points) + " of " + of + ", drawn with seed " +
                     std::to_string(subsample.seed);
}

}  // namespace la
