#include "core/data/data_scale.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <glm/vec2.hpp>

namespace la {

namespace {

constexpr double kMostRatio = 30;                  // of the columns' standard deviations
constexpr double kLargest = 30, kSmallest = 1e-3;  // of the root mean squares

// Two digits: 1,700 or 4.2e+07.
std::string rounded(double value) {
    const double power = std::pow(10, std::floor(std::log10(value)) - 1);
    const double two_digits = std::round(value / power) * power;
    char text[32];
    std::snprintf(text, sizeof text, two_digits < 1e6 ? "%.0f" : "%.2g", two_digits);
    std::string out = text;
    if (two_digits < 1e6) {
        for (std::size_t at = out.size(); at > 3; at -= 3) {
            out.insert(at - 3, ",");
        }
    }
    return out.starts_with(',') ? out.substr(1) : out;
}

}  // namespace

std::string raw_scale(const DatasetConfig& config, const Dataset& data) {
    if (config.kind != DatasetKind::Csv || config.standardise || data.points.empty()) {
        return {};
    }
    const auto n = static_cast<double>(data.size());
    glm::dvec2 mean{0, 0}, square{0, 0}, variance{0, 0};
    for (const glm::dvec2 point : data.points) {
        mean += point / n;
        square += point * point / n;
    }
    for (const glm::dvec2 point : data.points) {
        variance += (point - mean) * (point - mean) / n;
    }
    const double small = std::sqrt(std::min(variance.x, variance.y));
    const double large = std::sqrt(std::max(variance.x, variance.y));
    if (small > 0 && large >= kMostRatio * small) {
        return "columns differ in scale by " + rounded(large / small);
    }
    const double size = std::sqrt(std::max(square.x, square.y));
    char text[64];
    if (size > kLargest) {
        std::snprintf(text, sizeof text, "values are as large as %.2g", size);
        return text;
    }
    if (size > 0 && size < kSmallest) {
        std::snprintf(text, sizeof text, "values are as small as %.2g", size);
        return text;
    }
    return {};
}

}  // namespace la
