#include "core/measure/auc.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace la {

// Mann and Whitney: from the sum of the ranks, equal scores sharing their mean rank.
double auc(std::span<const double> scores, std::span<const bool> is_so) {
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    if (std::ranges::any_of(scores, [](double score) { return std::isnan(score); })) {
        return kNone;
    }
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return scores[i]; });
    double ranks = 0, yes = 0;
    for (std::size_t first = 0, last = 0; first < order.size(); first = last) {
        double yes_here = 0;
        for (; last < order.size() && scores[order[last]] == scores[order[first]]; ++last) {
            yes_here += is_so[order[last]] ? 1 : 0;
        }
        ranks += yes_here * (static_cast<double>(first + last) + 1) / 2;  // ranks from 1
        yes += yes_here;
    }
    const double no = static_cast<double>(scores.size()) - yes;
    return yes > 0 && no > 0 ? (ranks - yes * (yes + 1) / 2) / (yes * no) : kNone;
}

}  // namespace la
