// TensorFlow Playground, its successor "Playground 2.0", and ConvNetJS.

#include <cmath>
#include <numbers>

#include "core/data/generators.h"

namespace la {

namespace {

constexpr double kTurn = 2 * std::numbers::pi;

double between(Random& random, double a, double b) {
    return a + (b - a) * random.uniform();
}

// Uniform in a square of this half side.
glm::dvec2 in_square(Random& random, double half) {
    return {between(random, -half, half), between(random, -half, half)};
}

// Sine first, as in both JavaScript sources.
glm::dvec2 polar(double radius, double angle) {
    return {radius * std::sin(angle), radius * std::cos(angle)};
}

// Two arms of a spiral, half a turn apart; place(fraction of the arm, angle) gives a point.
LabelledPoints two_arms(int points, double turns, auto place) {
    LabelledPoints out;
    for (const int label : {1, 0}) {
        const int count = label == 1 ? points / 2 : points - points / 2;
        for (int i = 0; i < count; ++i) {
            const double along = static_cast<double>(i) / count;
            const double angle = turns * along * kTurn + (label == 1 ? 0 : std::numbers::pi);
            out.add(place(along, angle), label);
        }
    }
    return out;
}

}  // namespace

LabelledPoints playground_circle(const Draw& draw) {
    constexpr double kRadius = 5;
    LabelledPoints out;
    const int n = draw.config.points;
    for (int i = 0; i < n; ++i) {
        const bool inner = i < n / 2;
        const double r = inner ? between(draw.random, 0, kRadius * 0.5)
                               : between(draw.random, kRadius * 0.7, kRadius);
        const glm::dvec2 point = polar(r, between(draw.random, 0, kTurn));
        const glm::dvec2 judged = point + in_square(draw.random, kRadius) * draw.config.noise;
        out.add(point, std::hypot(judged.x, judged.y) < kRadius * 0.5 ? 1 : 0);
    }
    return out;
}

LabelledPoints playground_xor(const Draw& draw) {
    constexpr double kHalf = 5, kPadding = 0.3;
    LabelledPoints out;
    for (int i = 0; i < draw.config.points; ++i) {
        glm::dvec2 point = in_square(draw.random, kHalf);
        point.x += point.x > 0 ? kPadding : -kPadding;
        point.y += point.y > 0 ? kPadding : -kPadding;
        const glm::dvec2 judged = point + in_square(draw.random, kHalf) * draw.config.noise;
        out.add(point, judged.x * judged.y >= 0 ? 1 : 0);
    }
    return out;
}

LabelledPoints playground_gauss(const Draw& draw) {
    LabelledPoints out;
    const int n = draw.config.points;
    for (int i = 0; i < n; ++i) {
        out.add(glm::dvec2(i < n / 2 ? 2 : -2), i < n / 2 ? 1 : 0);
    }
    add_normal(out, std::sqrt(0.5 + 7 * draw.config.noise), draw.random);
    return out;
}

LabelledPoints playground_spiral(const Draw& draw) {
    return two_arms(draw.config.points, 1.75, [&](double along, double angle) {
        return polar(5 * along, angle) + in_square(draw.random, 1) * draw.config.noise;
    });
}

LabelledPoints convnetjs_circle(const Draw& draw) {
    LabelledPoints out;
    const int n = draw.config.points;
    for (int i = 0; i < n / 2; ++i) {
        const double r = between(draw.random, 0, 2);
        out.add(polar(r, between(draw.random, 0, kTurn)), 1);
    }
    const int outer = n - n / 2;
    for (int i = 0; i < outer; ++i) {
        out.add(polar(between(draw.random, 3, 5), kTurn * i / outer), 0);
    }
    return out;
}

LabelledPoints convnetjs_spiral(const Draw& draw) {
    return two_arms(draw.config.points, 1.25, [&](double along, double angle) {
        const double r = 5 * along + between(draw.random, -0.1, 0.1);
        return polar(r, angle + between(draw.random, -0.1, 0.1));
    });
}

LabelledPoints nnp_heart(const Draw& draw) {
    LabelledPoints out;
    for (int i = 0; i < draw.config.points; ++i) {
        glm::dvec2 p = in_square(draw.random, 1);
        p.x += 0.005 * draw.config.noise * draw.random.normal();
        p.y += 0.005 * draw.config.noise * draw.random.normal();
        const double inner = p.x * p.x + p.y * p.y - 0.6;
        out.add(p, inner * inner * inner - p.x * p.x * p.y * p.y * p.y < 0 ? 1 : 0);
    }
    return out;
}

LabelledPoints nnp_rings(const Draw& draw) {
    LabelledPoints out;
    for (int ring = 0; ring < 3; ++ring) {
        for (int i = 0; i < part_of(draw.config.points, 3, ring); ++i) {
            const double r = between(draw.random, 0.3 * ring, 0.3 * (ring + 1));
            const double angle = between(draw.random, 0, kTurn);
            out.add({r * std::cos(angle), r * std::sin(angle)}, ring % 2);
        }
    }
    add_normal(out, 0.008 * draw.config.noise, draw.random);
    return out;
}

LabelledPoints nnp_checkerboard(const Draw& draw) {
    LabelledPoints out;
    for (int i = 0; i < draw.config.points; ++i) {
        glm::dvec2 p = in_square(draw.random, 1);
        p.x += 0.005 * draw.config.noise * draw.random.normal();
        p.y += 0.005 * draw.config.noise * draw.random.normal();
        out.add(p, (p.x >= 0) != (p.y >= 0) ? 1 : 0);
    }
    return out;
}

}  // namespace la
