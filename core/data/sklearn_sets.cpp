#include "core/data/generators.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace la {

LabelledPoints make_circles(int n, double factor) {
    const int outer = n / 2;
    const int inner = n - outer;
    LabelledPoints out;
    for (int i = 0; i < n; ++i) {
        const bool is_outer = i < outer;
        const double angle = is_outer ? 2 * std::numbers::pi * i / outer
                                      : 2 * std::numbers::pi * (i - outer) / inner;
        const double radius = is_outer ? 1 : factor;
        out.points.push_back(radius * glm::dvec2{std::cos(angle), std::sin(angle)});
        out.labels.push_back(is_outer ? 0 : 1);
    }
    return out;
}

LabelledPoints make_moons(int n) {
    const int outer = n / 2;
    const int inner = n - outer;
    const auto angle = [](int i, int count) {
        return count > 1 ? std::numbers::pi * i / (count - 1) : 0.0;
    };
    LabelledPoints out;
    for (int i = 0; i < outer; ++i) {
        const double a = angle(i, outer);
        out.points.push_back({std::cos(a), std::sin(a)});
        out.labels.push_back(0);
    }
    for (int i = 0; i < inner; ++i) {
        const double a = angle(i, inner);
        out.points.push_back({1 - std::cos(a), 0.5 - std::sin(a)});
        out.labels.push_back(1);
    }
    return out;
}

void add_normal(LabelledPoints& points, double deviation, Random& random) {
    for (glm::dvec2& point : points.points) {
        point.x += deviation * random.normal();
        point.y += deviation * random.normal();
    }
}

LabelledPoints circles(const Draw& draw) {
    LabelledPoints out = make_circles(draw.config.points, draw.config.factor);
    add_normal(out, draw.config.noise, draw.random);
    return out;
}

LabelledPoints moons(const Draw& draw) {
    LabelledPoints out = make_moons(draw.config.points);
    add_normal(out, draw.config.noise, draw.random);
    return out;
}

LabelledPoints blobs(const Draw& draw) {
    LabelledPoints out;
    const int classes = draw.config.classes;
    for (int c = 0; c < classes; ++c) {
        const glm::dvec2 centre{-10 + 20 * draw.shape.uniform(), -10 + 20 * draw.shape.uniform()};
        for (int i = 0; i < part_of(draw.config.points, classes, c); ++i) {
            out.add(centre, c);
        }
    }
    add_normal(out, draw.config.spread, draw.random);
    return out;
}

LabelledPoints swiss_roll(const Draw& draw) {
    LabelledPoints out;
    const int classes = draw.config.classes;
    for (int i = 0; i < draw.config.points; ++i) {
        const double u = draw.random.uniform();
        const double t = 1.5 * std::numbers::pi * (1 + 2 * u);
        out.add({t * std::cos(t), t * std::sin(t)},
                std::min(classes - 1, static_cast<int>(classes * u)));
    }
    add_normal(out, draw.config.noise, draw.random);
    return out;
}

}  // namespace la
