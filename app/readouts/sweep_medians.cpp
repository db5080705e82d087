#include "app/readouts/sweep_medians.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace la {

std::vector<plot::MeanDot> sweep_medians(std::span<const SweepRun> runs,
                                         const std::function<double(const SweepRun&)>& value) {
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    std::vector<plot::MeanDot> out;
    for (std::size_t i = 0; i < runs.size();) {
        const double at = runs[i].values[0];
        std::vector<double> all;
        for (; i < runs.size() && runs[i].values[0] == at; ++i) {
            if (!runs[i].diverged && std::isfinite(value(runs[i]))) {
                all.push_back(value(runs[i]));
            }
        }
        std::ranges::sort(all);
        out.push_back({at, all.empty() ? kNone : all[all.size() / 2], kNone, kNone});
    }
    return out;
}

}  // namespace la
