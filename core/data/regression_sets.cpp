#include "core/data/regression_sets.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace la {

namespace {

constexpr double kRadius = 6;

glm::dvec2 in_square(Random& random) {
    const double x = kRadius * (2 * random.uniform() - 1);
    return {x, kRadius * (2 * random.uniform() - 1)};
}

// n points of the Playground's square, each with the value of where noise has moved it.
ValuedPoints of_square(const Draw& draw, auto value_at) {
    ValuedPoints out;
    for (int i = 0; i < draw.config.points; ++i) {
        const glm::dvec2 point = in_square(draw.random);
        const glm::dvec2 judged = point + in_square(draw.random) * draw.config.noise;
        out.add(point, value_at(judged));
    }
    return out;
}

struct Bump {
    glm::dvec2 centre;
    double sign;
};
constexpr Bump kBumps[] = {{{-4, 2.5}, 1},   {{0, 2.5}, -1}, {{4, 2.5}, 1},
                           {{-4, -2.5}, -1}, {{0, -2.5}, 1}, {{4, -2.5}, -1}};

double bumps_at(glm::dvec2 point) {
    double out = 0;
    for (const Bump& bump : kBumps) {
        const double away = std::hypot(point.x - bump.centre.x, point.y - bump.centre.y);
        const double value = bump.sign * std::max(0.0, 1 - away / 2);
        out = std::abs(value) > std::abs(out) ? value : out;
    }
    return out;
}

}  // namespace

ValuedPoints sine(const Draw& draw) {
    ValuedPoints out;
    const int n = draw.config.points;
    for (int i = 0; i < n; ++i) {
        const double x = n > 1 ? -1 + 2.0 * i / (n - 1) : 0;
        const double noise = draw.config.noise * draw.random.normal();
        out.add({x, 0}, std::sin(std::numbers::pi * x) + noise);
    }
    return out;
}

ValuedPoints xor_corners(const Draw& draw) {
    ValuedPoints out;
    for (int i = 0; i < draw.config.points; ++i) {
        const double x = i & 1 ? -1 : 1, y = i & 2 ? -1 : 1;
        const double right = draw.random.normal(), up = draw.random.normal();
        out.add({x + draw.config.noise * right, y + draw.config.noise * up}, -x * y);
    }
    return out;
}

ValuedPoints playground_plane(const Draw& draw) {
    return of_square(draw, [](glm::dvec2 point) { return (point.x + point.y) / 10; });
}

ValuedPoints playground_bumps(const Draw& draw) {
    return of_square(draw, bumps_at);
}

}  // namespace la
