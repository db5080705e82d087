#pragma once

#include <cstdint>
#include <vector>

#include <glm/vec2.hpp>

namespace la {

// Points with their labels, in the order of scikit-learn with shuffle=False.
struct LabelledPoints {
    std::vector<glm::dvec2> points;
    std::vector<std::uint8_t> labels;
};

// sklearn.datasets.make_circles without noise: n/2 points on the unit circle (label 0), the rest on
// the circle of radius `factor` (label 1), at equal angles from 0.
LabelledPoints make_circles(int n, double factor);

// sklearn.datasets.make_moons without noise: n/2 points (cos a, sin a) (label 0), the rest
// (1 - cos a, 1/2 - sin a) (label 1), a from 0 to pi inclusive.
LabelledPoints make_moons(int n);

}  // namespace la
