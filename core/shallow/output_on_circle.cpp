#include "core/shallow/output_on_circle.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace la {

std::shared_ptr<const std::vector<double>> output_on_circle(const ShallowNodes& nodes,
                                                            int dimension) {
    if (dimension != 2) {
        return nullptr;
    }
    auto out = std::make_shared<std::vector<double>>(kCircleDirections);
    const double scale = 1 / (std::numbers::sqrt2 * static_cast<double>(nodes.a.size()));
    for (int j = 0; j < kCircleDirections; ++j) {
        const double angle = 2 * std::numbers::pi * j / kCircleDirections;
        const double x = std::cos(angle), y = std::sin(angle);
        double sum = 0;
        for (std::size_t i = 0; i < nodes.a.size(); ++i) {
            sum += nodes.a[i] * std::max(0.0, nodes.w[2 * i] * x + nodes.w[2 * i + 1] * y);
        }
        (*out)[static_cast<std::size_t>(j)] = scale * sum;
    }
    return out;
}

}  // namespace la
