#include "app/ui/type_size.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace la {

namespace {

constexpr std::array kSizes{kLeastType, 90, kUsualType, 110, 125, 150, 175, 200, 225, kMostType};

}  // namespace

TypeScale type_scale(float usual, int percent, float largest_scale) {
    const float most = std::max(usual, largest_scale);
    const float wanted = usual * static_cast<float>(percent) / 100;
    const int largest = static_cast<int>(std::lround(100 * most / usual));
    return {std::min(wanted, most), std::min(largest, kMostType)};
}

int next_type_size(int percent, int by, int largest) {
    if (by == 0) {
        return kUsualType;
    }
    const int now = std::min(percent, largest);
    if (by > 0) {
        const auto next = std::ranges::upper_bound(kSizes, now);
        return std::min(next != kSizes.end() ? *next : kMostType, largest);
    }
    const auto next = std::ranges::lower_bound(kSizes, now);
    return next != kSizes.begin() ? *(next - 1) : kLeastType;
}

}  // namespace la
