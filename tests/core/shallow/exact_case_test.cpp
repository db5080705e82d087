// Nodes and points so symmetric that every step of the whole training is one of two numbers:
//     P <- P (1 + g),  Q <- Q (1 - g),  g = rate/(2 sqrt d) mean 1[alpha v |x_par| < h] |x_par|,
//     f(x) = v x_par,  v = (S P^2 - D Q^2)/(2 sqrt d),  S, D = mean (a_0 +- w_par,0)^2 / 4.
// Rounding is the only difference that may be left.

#include <array>
#include <cmath>
#include <map>

#include <gtest/gtest.h>

#include "core/shallow/shallow_training.h"

namespace la {
namespace {

constexpr double kRootD = 1.4142135623730951;

// Every base node as (a, w), (-a, -w) and both mirrored at the axis of x_par; every base point with
// all signs.
ShallowStart symmetric_start() {
    ShallowStart out;
    for (const auto& [a, w, v] : {std::array{1.0, 0.5, 0.8}, {0.3, -1.2, 0.4}, {-0.7, 0.9, 1.1}}) {
        out.nodes.a.insert(out.nodes.a.end(), {a, -a, a, -a});
        out.nodes.w.insert(out.nodes.w.end(), {w, v, -w, -v, w, -v, -w, v});
    }
    for (const auto& [x, y] : {std::array{0.3, 0.2}, {0.8, -0.6}, {1.5, 1.0}, {2.2, -0.1}}) {
        out.train.x.insert(out.train.x.end(), {x, y, -x, y, x, -y, -x, -y});
        out.train.label.insert(out.train.label.end(), {1, -1, 1, -1});
    }
    out.train.wrong.assign(16, 0);
    out.fresh = out.train;
    return out;
}

// The two numbers, and what follows from them.
struct Reduced {
    double alpha, h;
    double p = 1, q = 1, s = 0.775 / 3, d = 1.265 / 3;  // P, Q, S, D of the nodes above
    double v() const { return (s * p * p - d * q * q) / (2 * kRootD); }
    static constexpr std::array kDistance{0.3, 0.8, 1.5, 2.2};
    bool satisfied(double x) const { return alpha * v() * x >= h; }
    void step(double rate) {
        double mean = 0;
        for (const double x : kDistance) {
            mean += satisfied(x) ? 0 : x / 4;
        }
        const double g = rate / (2 * kRootD) * mean;
        p *= 1 + g;
        q *= 1 - g;
    }
    double hinge() const {
        double sum = 0;
        for (const double x : kDistance) {
            sum += std::max(h - alpha * v() * x, 0.0) / 4;
        }
        return sum;
    }
    int unsatisfied() const {
        int count = 0;
        for (const double x : kDistance) {
            count += satisfied(x) ? 0 : 4;
        }
        return count;
    }
};

void expect_as(const Reduced& reduced, const ShallowNetworkSnapshot& network,
               const ShallowNodes& start, std::int64_t step) {
    EXPECT_NEAR(network.measures.hinge, reduced.hinge(), 1e-12) << step;
    EXPECT_EQ(network.measures.phi, reduced.unsatisfied() / 16.0) << step;
    EXPECT_NEAR(network.measures.gamma, std::log(reduced.p), 1e-12) << step;
    for (std::size_t i = 0; i < start.a.size(); ++i) {
        const double p = start.a[i] + start.w[2 * i], q = start.a[i] - start.w[2 * i];
        const double a = (reduced.p * p + reduced.q * q) / 2;
        const double w = (reduced.p * p - reduced.q * q) / 2;
        EXPECT_NEAR(network.nodes->a[i], a, 1e-12) << step;
        EXPECT_NEAR(network.nodes->w[2 * i], w, 1e-12) << step;
        EXPECT_NEAR(network.nodes->w[2 * i + 1], start.w[2 * i + 1], 1e-12) << step;
    }
}

Config exact_config() {
    Config config;
    config.shallow.nodes = 12;
    config.shallow.train = config.shallow.fresh = 16;
    return config;
}

TEST(ShallowExactCase, TrainsAsTwoNumbersDo) {
    Config config = exact_config();
    config.shallow.alpha = 1;
    config.shallow.alpha_2 = 0.3;
    config.shallow.alpha_3 = 4;
    config.shallow.margin = 0.8;
    ShallowTraining training(config, symmetric_start());
    std::array reduced{Reduced{1, 0.8}, Reduced{0.3, 0.8}, Reduced{4, 0.8}};
    for (int n = 0; n <= 400; ++n) {
        const auto now = training.snapshot();
        ASSERT_EQ(now->networks.size(), 3u);
        for (std::size_t i = 0; i < 3; ++i) {
            expect_as(reduced[i], now->networks[i], *now->start, n);
            reduced[i].step(config.shallow.rate);
        }
        training.step();
    }
}

// Digits of an independent program, kappa = h = alpha = 1.
TEST(ShallowExactCase, HasThePrintedNumbers) {
    struct Printed {
        double v, loss;
        int unsatisfied;
    };
    const std::map<std::int64_t, Printed> printed{{1, {-0.0374509985, 1.0449411982, 16}},
                                                  {10, {0.1470312275, 0.8235625270, 16}},
                                                  {20, {0.4550181384, 0.4542382100, 12}},
                                                  {50, {1.0480006047, 0.2117998337, 8}},
                                                  {100, {1.5594021106, 0.1330448417, 4}},
                                                  {200, {2.6571761404, 0.0507117895, 4}},
                                                  {400, {3.3389263403, 0, 0}}};
    ShallowTraining training(exact_config(), symmetric_start());
    Reduced reduced{1, 1};
    while (training.steps() < 400) {
        training.step();
        reduced.step(0.1);
        const auto at = printed.find(training.steps());
        if (at != printed.end()) {
            const auto now = training.snapshot();
            const auto& [v, loss, unsatisfied] = at->second;
            EXPECT_NEAR(reduced.v(), v, 6e-11);
            EXPECT_NEAR(now->networks[0].measures.hinge, loss, 6e-11);
            EXPECT_EQ(now->networks[0].measures.phi, unsatisfied / 16.0);
            expect_as(reduced, now->networks[0], *now->start, at->first);
        }
    }
    EXPECT_NEAR(reduced.p, 6.0496176436, 6e-11);
    EXPECT_NEAR(reduced.q, 0.1581078336, 6e-11);
    const auto end = training.snapshot();
    const std::map<double, std::int64_t> first{{2.2, 20}, {1.5, 28}, {0.8, 59}, {0.3, 243}};
    for (int p = 0; p < 16; ++p) {
        const double distance = std::abs(end->train->x[2 * p]);
        EXPECT_EQ((*end->networks[0].satisfied_at)[p], first.at(distance)) << distance;
    }
}

}  // namespace
}  // namespace la
