#pragma once

#include <vector>

#include <glm/vec2.hpp>

#include "core/data/generators.h"

namespace la {

// Points with a number each, for regression.
struct ValuedPoints {
    std::vector<glm::dvec2> points;
    std::vector<double> values;

    void add(glm::dvec2 point, double value) {
        points.push_back(point);
        values.push_back(value);
    }
};

// x at n equal steps from -1 to 1 inclusive, second coordinate 0; value
// sin(pi x) + N(0, noise^2).
ValuedPoints sine(const Draw& draw);

// The corners (1, 1), (-1, 1), (1, -1), (-1, -1) in turn, + N(0, noise^2); value -x y of the
// corner.
ValuedPoints xor_corners(const Draw& draw);

// TensorFlow Playground, src/dataset.ts, regression; R = 6, nu = noise as above.

// U(-R, R)^2; value (x + y)/10 of the point moved by U(-R, R)^2 nu. The point itself stays.
ValuedPoints playground_plane(const Draw& draw);
// U(-R, R)^2; six bumps of height (1 - distance/2)_+ and sign +-1 at (-4, 2.5) +, (0, 2.5) -,
// (4, 2.5) +, (-4, -2.5) -, (0, -2.5) +, (4, -2.5) -; value: the bump of the largest size, at the
// point moved by U(-R, R)^2 nu. The point itself stays.
ValuedPoints playground_bumps(const Draw& draw);

}  // namespace la
