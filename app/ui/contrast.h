#pragma once

#include <algorithm>
#include <cmath>

#include <glm/vec4.hpp>

namespace la {

// How far apart text and what is behind it are, 1 to 21, as the Web Content Accessibility
// Guidelines define it; they ask for 4.5 (1.4.3).
inline constexpr double kLeastContrast = 4.5;

inline double luminance(glm::vec4 c) {
    const auto linear = [](double v) {
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(c.x) + 0.7152 * linear(c.y) + 0.0722 * linear(c.z);
}

inline double contrast(glm::vec4 a, glm::vec4 b) {
    const double one = luminance(a), other = luminance(b);
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

// A curve's colour for letters: moved towards that of text until it can be read on `ground`.
inline glm::vec4 readable(glm::vec4 colour, glm::vec4 text, glm::vec4 ground) {
    constexpr int kSteps = 20;
    glm::vec4 out = colour;
    for (int i = 1; i <= kSteps && contrast(out, ground) < kLeastContrast; ++i) {
        out = colour + (text - colour) * (static_cast<float>(i) / kSteps);
    }
    return out;
}

}  // namespace la
