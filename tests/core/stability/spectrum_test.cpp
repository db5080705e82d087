// Lyapunov exponents of optimisers whose exponents are known in closed form, and sum rules that
// hold for every network.

#include "core/stability/spectrum.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "core/base/random.h"
#include "core/stability/scalar_map.h"
#include "tests/core/stability/orbit.h"

namespace la {
namespace {

using Matrix = std::vector<double>;  // [n][n]

// H with these eigenvalues and random eigenvectors.
Matrix rotated(const std::vector<double>& eigenvalues, std::uint64_t seed) {
    const std::size_t n = eigenvalues.size();
    const std::vector<double> q = random_frame(static_cast<int>(n), n, seed);
    Matrix out(n * n);
    for (std::size_t i = 0; i < n * n; ++i) {
        for (std::size_t k = 0; k < n; ++k) {
            out[i] += q[k * n + i / n] * eigenvalues[k] * q[k * n + i % n];
        }
    }
    return out;
}

// Exponents of `vectors` tangent vectors of an optimiser on theta^T H theta / 2 with H constant, as
// the tangent does not ask where theta is: after `skip` steps, over `steps`.
struct Quadratic {
    Matrix hessian;
    OptimizerConfig optimizer;
    TrainingPoint at{};
    std::vector<double> gradient{};
    int vectors = 1;

    std::vector<double> exponents(int skip, int steps, std::uint64_t seed = 1) {
        const std::size_t n = gradient.size();
        const std::vector<double> rates(n, optimizer.learning_rate);
        const std::vector<double> units(state_blocks(optimizer.kind) * n, 1.0);
        std::vector<double> frame = random_frame(vectors, units.size(), seed);
        std::vector<double> r(static_cast<std::size_t>(vectors) * vectors), products(vectors * n);
        Spectrum spectrum(vectors, steps);
        for (int t = 0; t < skip + steps; ++t) {
            for (std::size_t i = 0; i < products.size(); ++i) {
                products[i] = 0;
                for (std::size_t j = 0; j < n; ++j) {
                    products[i] += hessian[i % n * n + j] * frame[i / n * units.size() + j];
                }
            }
            map_tangents({optimizer, rates, units, at, gradient, products}, frame);
            orthonormalise(frame, r);
            spectrum.add(r);
            ++at.updates;
        }
        return spectrum.windowed();
    }
};

Quadratic sgd(const std::vector<double>& eigenvalues, double rate) {
    return {.hessian = rotated(eigenvalues, 3),
            .optimizer = {.kind = OptimizerKind::Sgd, .learning_rate = rate},
            .gradient = std::vector<double>(eigenvalues.size(), 1.0),
            .vectors = static_cast<int>(eigenvalues.size())};
}

// ln|1 - e lambda| of every eigenvalue.
TEST(Spectrum, OfGradientDescentOnAQuadratic) {
    const auto found = sgd({0.1, 0.5, 1.5, 3}, 0.5).exponents(200, 100);
    const double expected[] = {-0.05129329, -0.28768207, -0.69314718, -1.38629436};
    for (int i = 0; i < 4; ++i) {
        EXPECT_NEAR(found[i], expected[i], 1e-8) << i;
    }
}

// Without dropping the first steps the frame's own turn is left over.
TEST(Spectrum, OfARandomFrameIsOffByTheInverseOfTheSteps) {
    for (const int steps : {500, 2000}) {
        const auto found = sgd({0.1, 0.5, 1.5, 3}, 0.5).exponents(0, steps);
        EXPECT_LT(std::abs(found[0] + 0.05129329), 4.0 / steps);
        EXPECT_GT(std::abs(found[0] + 0.05129329), 0.01 / steps);
    }
}

// e lambda = 1 loses the direction in one step.
TEST(Spectrum, OfASuperstableDirectionIsTheFloor) {
    Quadratic quadratic = sgd({1}, 1);
    quadratic.hessian = {1};
    EXPECT_EQ(quadratic.exponents(0, 10)[0], kLeastLog);
}

TEST(Spectrum, WeightDecayAddsToTheHessian) {
    Quadratic quadratic = sgd({0.1, 1.5}, 0.5);
    quadratic.optimizer.weight_decay = 0.2;
    const auto found = quadratic.exponents(200, 100);
    EXPECT_NEAR(found[0], std::log(1 - 0.5 * 0.3), 1e-8);
    EXPECT_NEAR(found[1], std::log(1 - 0.5 * 1.7), 1e-8);
}

// Roots of z^2 - (1 + mu - e lambda) z + mu = 0.
TEST(Spectrum, OfTheHeavyBall) {
    Quadratic ball{
        .hessian = {0.2},
        .optimizer = {.kind = OptimizerKind::Momentum, .learning_rate = 0.5, .momentum = 0.25},
        .gradient = {1},
        .vectors = 2};
    ball.at.moment1 = {0};
    const auto found = ball.exponents(100, 100);
    EXPECT_NEAR(found[0], -0.15204990, 1e-8);
    EXPECT_NEAR(found[1], -1.23424446, 1e-8);
    EXPECT_NEAR(found[0] + found[1], std::log(0.25), 1e-13);
}

// Adam on a quadratic whose v does not change, after so many steps that the bias corrections are 1.
Quadratic frozen_adam(const Matrix& hessian, const std::vector<double>& v, int vectors,
                      double rate = 0.05) {
    Quadratic out{.hessian = hessian,
                  .optimizer = {.kind = OptimizerKind::Adam,
                                .learning_rate = rate,
                                .beta1 = 0.9,
                                .beta2 = 1 - 0x1p-53},
                  .gradient = std::vector<double>(v.size(), 0.0),
                  .vectors = vectors};
    out.at.weights.resize(v.size());
    out.at.moment1.resize(v.size());
    out.at.moment2 = v;
    out.at.updates = 2'000'000'000'000'000'000;
    return out;
}

// Roots of z^2 - (1 + b1 - a lambda) z + b1 = 0, a = e (1-b1)/(sqrt v + eps), and 1 for v itself.
TEST(Spectrum, OfAdamWithFrozenV) {
    struct Case {
        double lambda, v, first, second, tolerance;
    };
    const double pair = std::log(0.9) / 2;
    for (const Case& c :
         {Case{0.1, 0.04, -0.04082199, -0.06453853, 1e-8}, Case{0.5, 0.25, pair, pair, 2e-4},
          Case{1.5, 1, pair, pair, 2e-4}, Case{3, 4, pair, pair, 2e-4},
          // a lambda = 3.9, beyond the edge 2 (1 + b1)
          Case{780, 1, 0.27476989, -0.38013041, 1e-7}}) {
        auto found = frozen_adam({c.lambda}, {c.v}, 3).exponents(2000, 20000);
        std::ranges::sort(found);
        // v stays as it is: an exponent of 0, wherever it stands among the three.
        const auto own = std::ranges::min_element(
            found, [](double a, double b) { return std::abs(a) < std::abs(b); });
        EXPECT_NEAR(*own, 0, 1e-12) << c.lambda;
        found.erase(own);
        EXPECT_NEAR(found[1], c.first, c.tolerance) << c.lambda;
        EXPECT_NEAR(found[0], c.second, c.tolerance) << c.lambda;
        EXPECT_NEAR(found[0] + found[1], std::log(0.9), 1e-8) << c.lambda;
    }
}

// A Hessian that is not diagonal in the parameters: the same roots, with the eigenvalues of
// P^-1 H, P = sqrt v + eps.
TEST(Spectrum, OfAdamWithFrozenVAndATurnedHessian) {
    constexpr double kLambda[] = {0.1, 0.02}, kTurn = 0.5, kRate = 0.05, kBeta = 0.9;
    const std::vector<double> v{0.04, 0.09};
    const double c = std::cos(kTurn), s = std::sin(kTurn);
    const double xx = c * c * kLambda[0] + s * s * kLambda[1];
    const double yy = s * s * kLambda[0] + c * c * kLambda[1];
    const double xy = c * s * (kLambda[0] - kLambda[1]);
    const double p[] = {std::sqrt(v[0]) + kAdamEpsilon, std::sqrt(v[1]) + kAdamEpsilon};
    const double trace = xx / p[0] + yy / p[1], determinant = (xx * yy - xy * xy) / (p[0] * p[1]);
    const double apart = std::sqrt(trace * trace / 4 - determinant);
    std::vector<double> expected{0, 0};  // of v itself
    for (const double mu : {trace / 2 + apart, trace / 2 - apart}) {
        const double half = (1 + kBeta - kRate * (1 - kBeta) * mu) / 2;
        const double root = std::sqrt(half * half - kBeta);
        expected.push_back(std::log(half + root));
        expected.push_back(std::log(half - root));
    }
    std::ranges::sort(expected);
    auto found = frozen_adam({xx, xy, xy, yy}, v, 6, kRate).exponents(4000, 20000);
    std::ranges::sort(found);
    for (std::size_t i = 0; i < 6; ++i) {
        EXPECT_NEAR(found[i], expected[i], 1e-8) << i;
    }
}

// A linear loss has H = 0: theta's exponents are 0, those of the means ln b1 and ln b2.
TEST(Spectrum, OfAdamOnALinearLoss) {
    Quadratic linear{.hessian = Matrix(4),
                     .optimizer = {.kind = OptimizerKind::Adam,
                                   .learning_rate = 0.01,
                                   .beta1 = 0.9,
                                   .beta2 = 0.99},
                     .gradient = {0.3, -2},
                     .vectors = 6};
    linear.at.weights.resize(2);
    linear.at.moment1 = {0.3, -2};
    linear.at.moment2 = {0.09, 4};
    linear.at.updates = 1000;
    const auto found = linear.exponents(2000, 200);
    for (int i = 0; i < 2; ++i) {
        EXPECT_NEAR(found[i], 0, 1e-8);
        EXPECT_NEAR(found[2 + i], -0.01005034, 1e-8);
        EXPECT_NEAR(found[4 + i], -0.10536052, 1e-8);
    }
}

// C'(x) = (x - 4 x (1 - x))/e makes gradient descent the logistic map of exponent ln 2.
TEST(Spectrum, OfTheLogisticMap) {
    constexpr double kRate = 0.3;
    const OptimizerConfig optimizer{.kind = OptimizerKind::Sgd, .learning_rate = kRate};
    const double rates[] = {kRate}, units[] = {1.0};
    const TrainingPoint at;
    std::vector<double> frame{1}, r(1);
    Spectrum spectrum(1, 100);
    double x = 0.2345;
    for (int t = 0; t < 200000; ++t) {
        const double gradient[] = {(x - 4 * x * (1 - x)) / kRate};
        const double product[] = {(1 - 4 + 8 * x) / kRate * frame[0]};
        map_tangents({optimizer, rates, units, at, gradient, product}, frame);
        orthonormalise(frame, r);
        spectrum.add(r);
        x -= kRate * gradient[0];
    }
    EXPECT_NEAR(spectrum.mean()[0], std::log(2.0), 2e-4);
}

// (w1 w2 - 1)^2/2 from w1 = w2 at rate 2 is Chebyshev's T_3: ln 3 along, 0 across.
TEST(ScalarMap, HasTheExponentsOfChebyshev) {
    const TwoWeightsExponents found = two_weights_exponents(2, 0.3, 400000);
    EXPECT_NEAR(found.along, std::log(3.0), 5e-4);
    EXPECT_NEAR(found.across, 0, 5e-4);
}

TEST(ScalarMap, AgreesWithItsClosedForm) {
    const std::pair<double, double> known[] = {
        {0.25, -0.6931472}, {1.1, -0.8573992}, {1.2, -0.1928312}, {2, 1.0986123}};
    for (const auto& [rate, exponent] : known) {
        EXPECT_NEAR(*two_weights_closed_form(rate), exponent, 1e-7) << rate;
    }
    for (const double rate : {0.1, 0.25, 0.7, 0.95, 1.05, 1.1, 1.2, 1.235}) {
        EXPECT_NEAR(two_weights_exponents(rate, 0.3, 2000, 20000).along,
                    *two_weights_closed_form(rate), 1e-6)
            << rate;
    }
    EXPECT_EQ(*two_weights_closed_form(0.5), kLeastLog);
    for (const double rate : {0.0, 1.3, 1.9, 2.1}) {
        EXPECT_FALSE(two_weights_closed_form(rate)) << rate;
    }
}

// At rate 2 sqrt(2) cos x goes to -sqrt(2) cos 3x. Periods 1, 2, 4 where the closed form says so.
TEST(ScalarMap, FollowsItsOrbit) {
    const auto orbit = two_weights_orbit(2, std::sqrt(2.0) * std::cos(0.7), 5);
    ASSERT_EQ(orbit.size(), 6u);
    double angle = 0.7;
    for (const double u : orbit) {
        EXPECT_NEAR(u, std::sqrt(2.0) * std::cos(angle), 1e-11);
        angle = 3 * angle + std::numbers::pi;
    }
    const auto period = [](double rate) {
        const auto u = two_weights_orbit(rate, 0.3, 20000);
        int out = 1;
        while (out < 16 && std::abs(u[20000] - u[20000 - out]) > 1e-6) {
            out *= 2;
        }
        return out;
    };
    EXPECT_EQ(period(0.9), 1);
    EXPECT_EQ(period(1.2), 2);
    EXPECT_EQ(period(1.25), 4);
}

// One layer of two units and a head: 18 parameters.
Config small(OptimizerKind kind) {
    Config out = moons(0.1, 2);
    out.network.layers = 1;
    out.network.hidden = 2;
    out.optimizer.kind = kind;
    out.optimizer.beta1 = 0.9;
    out.optimizer.beta2 = 0.99;
    out.optimizer.momentum = 0.9;
    out.optimizer.learning_rate = kind == OptimizerKind::Adam ? 0.01 : 0.1;
    return out;
}

// det J is mu^P with momentum and (b1 b2)^P with Adam, whatever the network, at every step. Adam's
// first step divides every gradient by itself and loses digits where one is small.
TEST(Spectrum, SumsUpToTheDeterminantOfMomentumAndAdam) {
    const std::pair<OptimizerKind, double> cases[] = {
        {OptimizerKind::Momentum, 18 * std::log(0.9)},
        {OptimizerKind::Adam, 18 * std::log(0.9 * 0.99)}};
    for (const auto& [kind, expected] : cases) {
        Orbit orbit(small(kind), 18 * state_blocks(kind));
        ASSERT_EQ(orbit.objective.size(), 18u);
        for (int t = 0; t < 200; ++t) {
            orbit.step();
            ASSERT_NEAR(orbit.log_volume(), expected, t == 0 ? 1e-9 : 1e-12) << t;
        }
    }
}

// All vectors of gradient descent: ln|det(I - e H)|, for short steps -e tr H.
TEST(Spectrum, SumsUpToTheDeterminantOfGradientDescent) {
    for (const double rate : {0.1, 1e-4}) {
        Config config = small(OptimizerKind::Sgd);
        config.optimizer.learning_rate = rate;
        Orbit orbit(config, 18);
        std::vector<double> unit(18 * 18);
        for (int i = 0; i < 18; ++i) {
            unit[i * 18 + i] = 1;
        }
        double trace = 0, volume = 0;
        for (int t = 0; t < 50; ++t) {
            std::vector<double> jacobian =
                orbit.objective.evaluate(orbit.now.weights, orbit.lambda, orbit.batch, unit)
                    .products;
            for (int i = 0; i < 18; ++i) {
                trace += jacobian[i * 18 + i];
            }
            for (std::size_t i = 0; i < jacobian.size(); ++i) {
                jacobian[i] = unit[i] - rate * jacobian[i];
            }
            double expected = 0;
            solve(jacobian, std::vector<double>(18), &expected);
            orbit.step();
            ASSERT_NEAR(orbit.log_volume(), expected, 1e-11) << t;
            volume += orbit.log_volume();
        }
        if (rate < 1e-3) {
            EXPECT_NEAR(volume / (-rate * trace), 1, 1e-2);
        }
    }
}

// The first exponents do not depend on how many vectors follow.
TEST(Spectrum, OfOneVectorIsTheFirstOfEight) {
    for (const OptimizerKind kind :
         {OptimizerKind::Sgd, OptimizerKind::Momentum, OptimizerKind::Adam}) {
        Config config = moons(kind == OptimizerKind::Adam ? 0.01 : 0.1, 1);
        config.optimizer.kind = kind;
        Orbit one(config, 1), eight(config, 8);
        for (int t = 0; t < 50; ++t) {
            one.step();
            eight.step();
            EXPECT_NEAR(one.r[0], eight.r[0], 1e-12 * one.r[0]) << t;
        }
    }
}

TEST(Spectrum, AveragesOverItsWindow) {
    Spectrum spectrum(2, 3);
    EXPECT_TRUE(std::isnan(spectrum.windowed()[0]));
    EXPECT_TRUE(std::isnan(spectrum.mean()[1]));
    for (const double log : {1.0, 2.0, 3.0, 10.0}) {
        const std::vector<double> r{std::exp(log), 0, 7, std::exp(-log)};
        spectrum.add(r);
    }
    EXPECT_EQ(spectrum.steps(), 4);
    EXPECT_NEAR(spectrum.windowed()[0], 5, 1e-12);
    EXPECT_NEAR(spectrum.mean()[0], 4, 1e-12);
    EXPECT_NEAR(spectrum.mean()[1], -4, 1e-12);
    EXPECT_NEAR(spectrum.last()[1], -10, 1e-12);
}

// One direction is lost, the frame is none the worse.
TEST(Spectrum, OrthonormaliseKeepsAFrameOfVectorsThatDepend) {
    for (const double apart : {0.0, 1e-13, 1e-9}) {
        std::vector<double> q{3, 4, 0, 0, 3, 4, apart, 0, 0, 0, 0, 2}, r(9);
        orthonormalise(q, r);
        EXPECT_NEAR(r[0], 5, 1e-14);
        EXPECT_NEAR(r[4], apart, 1e-14);
        EXPECT_NEAR(r[8], 2, 1e-14);
        for (int i = 0; i < 3; ++i) {
            for (int j = 0; j < 3; ++j) {
                double dot = 0;
                for (int n = 0; n < 4; ++n) {
                    dot += q[i * 4 + n] * q[j * 4 + n];
                }
                EXPECT_NEAR(dot, i == j, 1e-14) << apart;
            }
        }
    }
}

TEST(Spectrum, OrthonormaliseIsAThinQrWithPositiveDiagonal) {
    Random random(4);
    std::vector<double> a(3 * 7), r(9);
    std::ranges::generate(a, [&] { return random.normal(); });
    std::vector<double> q = a;
    orthonormalise(q, r);
    for (int j = 0; j < 3; ++j) {
        EXPECT_GT(r[j * 3 + j], 0);
        for (int i = j + 1; i < 3; ++i) {
            EXPECT_EQ(r[j * 3 + i], 0);
        }
        for (int n = 0; n < 7; ++n) {
            double back = 0;
            for (int i = 0; i <= j; ++i) {
                back += q[i * 7 + n] * r[j * 3 + i];
            }
            EXPECT_NEAR(back, a[j * 7 + n], 1e-14);
        }
        for (int i = 0; i < 3; ++i) {
            double dot = 0;
            for (int n = 0; n < 7; ++n) {
                dot += q[i * 7 + n] * q[j * 7 + n];
            }
            EXPECT_NEAR(dot, i == j, 1e-14);
        }
    }
}

}  // namespace
}  // namespace la
