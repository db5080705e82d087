// The sets of papers on flows and of their code (FFJORD, augmented neural ODEs, torchdyn), of
// Canziani's course, and of GAN Experiment.

#include <array>
#include <cmath>
#include <numbers>

#include "core/data/generators.h"

namespace la {

namespace {

constexpr double kTurn = 2 * std::numbers::pi;

glm::dvec2 polar(double radius, double angle) {
    return {radius * std::cos(angle), radius * std::sin(angle)};
}

LabelledPoints scaled(LabelledPoints points, double by, glm::dvec2 moved = {0, 0}) {
    for (glm::dvec2& point : points.points) {
        point = point * by + moved;
    }
    return points;
}

// The two spirals of FFJORD and torchdyn: one and its mirror image, with the same noise.
LabelledPoints mirrored_spirals(const Draw& draw, double degrees, double noise) {
    LabelledPoints out;
    const int n = draw.config.points;
    const int first = n - n / 2;
    for (int i = 0; i < first; ++i) {
        const double m = std::sqrt(draw.random.uniform()) * degrees * kTurn / 360;
        const double x = -std::cos(m) * m + draw.random.uniform() * noise;
        const double y = std::sin(m) * m + draw.random.uniform() * noise;
        out.add({x, y}, 0);
    }
    for (int i = 0; i < n - first; ++i) {
        out.add(-out.points[i], 1);
    }
    return out;
}

// n/centres points each around `around` centres, which the noise of the shape displaces.
template<class Centre, class Deviation>
LabelledPoints gaussians(const Draw& draw, const Centre& centre, const Deviation& deviation) {
    LabelledPoints out;
    const int classes = draw.config.classes;
    for (int k = 0; k < classes; ++k) {
        const glm::dvec2 moved{draw.config.noise * draw.shape.normal(),
                               draw.config.noise * draw.shape.normal()};
        for (int i = 0; i < part_of(draw.config.points, classes, k); ++i) {
            const glm::dvec2 off{draw.random.normal(), draw.random.normal()};
            out.add(centre(k) + moved + deviation(k) * off, k);
        }
    }
    return out;
}

}  // namespace

LabelledPoints ffjord_swissroll(const Draw& draw) {
    return scaled(swiss_roll(draw), 1.0 / 5);
}

LabelledPoints ffjord_circles(const Draw& draw) {
    return scaled(circles(draw), 3);
}

LabelledPoints ffjord_moons(const Draw& draw) {
    return scaled(moons(draw), 2, {-1, -0.2});
}

LabelledPoints ffjord_rings(const Draw& draw) {
    LabelledPoints out;
    const int n = draw.config.points;
    for (int ring = 0; ring < 4; ++ring) {
        const int count = ring < 3 ? n / 4 : n - 3 * (n / 4);
        for (int i = 0; i < count; ++i) {
            out.add(polar(3 * (1 - 0.25 * ring), kTurn * i / count), ring);
        }
    }
    add_normal(out, draw.config.noise, draw.random);
    return out;
}

LabelledPoints ffjord_8gaussians(const Draw& draw) {
    constexpr double kRoot = std::numbers::sqrt2 / 2;
    constexpr std::array<std::array<double, 2>, 8> kCentres{{{1, 0},
                                                             {-1, 0},
                                                             {0, 1},
                                                             {0, -1},
                                                             {kRoot, kRoot},
                                                             {kRoot, -kRoot},
                                                             {-kRoot, kRoot},
                                                             {-kRoot, -kRoot}}};
    LabelledPoints out;
    for (int i = 0; i < draw.config.points; ++i) {
        const glm::dvec2 off{draw.random.normal(), draw.random.normal()};
        const auto k = static_cast<int>(draw.random.below(kCentres.size()));
        const glm::dvec2 centre{kCentres[k][0], kCentres[k][1]};
        out.add((4.0 * centre + draw.config.spread * off) / 1.414, k);
    }
    return out;
}

LabelledPoints ffjord_pinwheel(const Draw& draw) {
    LabelledPoints out;
    for (int arm = 0; arm < 5; ++arm) {
        for (int i = 0; i < part_of(draw.config.points, 5, arm); ++i) {
            const double f = 1 + draw.config.spread * draw.random.normal();
            const double g = draw.config.noise * draw.random.normal();
            const double angle = kTurn * arm / 5 + 0.25 * std::exp(f);
            const double c = std::cos(angle), s = std::sin(angle);
            out.add(2.0 * glm::dvec2{f * c + g * s, -f * s + g * c}, arm);
        }
    }
    return out;
}

LabelledPoints ffjord_2spirals(const Draw& draw) {
    LabelledPoints out = scaled(mirrored_spirals(draw, 540, 0.5), 1.0 / 3);
    add_normal(out, draw.config.noise, draw.random);
    return out;
}

LabelledPoints ffjord_checkerboard(const Draw& draw) {
    LabelledPoints out;
    for (int i = 0; i < draw.config.points; ++i) {
        const double x = draw.random.uniform() * 4 - 2;
        const double u = draw.random.uniform();
        const auto lower = static_cast<int>(draw.random.below(2));
        const int column = static_cast<int>(std::floor(x));  // -2..1
        const double y = u - lower * 2 + (column & 1);
        out.add({2 * x, 2 * y}, 2 * (column + 2) + (1 - lower));
    }
    return out;
}

LabelledPoints anode_concentric(const Draw& draw) {
    LabelledPoints out;
    const int n = draw.config.points;
    for (int i = 0; i < n; ++i) {
        const int label = i < n / 3 ? 0 : 1;
        const double r = label + 0.5 * std::sqrt(draw.random.uniform());
        out.add(polar(r, kTurn * draw.random.uniform()), label);
    }
    return out;
}

LabelledPoints anode_sines(const Draw& draw) {
    LabelledPoints out;
    const int n = draw.config.points;
    for (int i = 0; i < n; ++i) {
        const int label = i < n / 2 ? 1 : 0;
        const double x = 2 * draw.random.uniform() - 1;
        const double off = draw.config.noise * draw.random.normal();
        out.add({x, std::sin(std::numbers::pi * x) + off + (label - 0.5) * draw.config.shift},
                label);
    }
    return out;
}

LabelledPoints torchdyn_moons(const Draw& draw) {
    LabelledPoints out = make_moons(draw.config.points);
    for (glm::dvec2& point : out.points) {
        point += draw.random.uniform() * draw.config.noise;
    }
    return out;
}

LabelledPoints torchdyn_spirals(const Draw& draw) {
    return mirrored_spirals(draw, 780, draw.config.noise);
}

LabelledPoints torchdyn_gaussians(const Draw& draw) {
    return gaussians(
        draw, [&](int k) { return polar(0.5, kTurn * (k + 1) / draw.config.classes); },
        [&](int) { return draw.config.spread; });
}

LabelledPoints torchdyn_gaussians_spiral(const Draw& draw) {
    const double last = draw.config.classes - 1;
    return gaussians(
        draw, [&](int k) { return polar(1 - 0.8 * k / last, kTurn * (k + 1) / 4); },
        [&](int k) { return 0.3 - 0.2 * k / last; });
}

LabelledPoints canziani_spiral(const Draw& draw) {
    LabelledPoints out;
    const int classes = draw.config.classes;
    for (int arm = 0; arm < classes; ++arm) {
        const int count = part_of(draw.config.points, classes, arm);
        for (int i = 0; i < count; ++i) {
            const double u = count > 1 ? i / (count - 1.0) : 0;
            const double a =
                kTurn / classes * (arm + 2 * u) + draw.config.noise * draw.random.normal();
            out.add({u * std::sin(a), u * std::cos(a)}, arm);
        }
    }
    return out;
}

LabelledPoints ganlab_gaussians(const Draw& draw) {
    LabelledPoints out;
    for (int i = 0; i < draw.config.points; ++i) {
        const int label = draw.random.uniform() < 0.5 ? 0 : 1;
        const glm::dvec2 off{draw.random.normal(), draw.random.normal()};
        out.add(label == 0 ? glm::dvec2{0.3, 0.7} + 0.1 * off
                           : glm::dvec2{0.7, 0.4} + glm::dvec2{0.05, 0.2} * off,
                label);
    }
    return out;
}

LabelledPoints ganlab_disjoint(const Draw& draw) {
    constexpr std::array<std::array<double, 2>, 3> kCentres{
        {{0.35, 0.75}, {0.75, 0.6}, {0.45, 0.35}}};
    LabelledPoints out;
    for (int i = 0; i < draw.config.points; ++i) {
        const double chance = draw.random.uniform();
        const int k = chance < 0.333 ? 0 : chance < 0.666 ? 1 : 2;
        const glm::dvec2 off{draw.random.normal(), draw.random.normal()};
        out.add(glm::dvec2{kCentres[k][0], kCentres[k][1]} + draw.config.spread * off, k);
    }
    return out;
}

}  // namespace la
