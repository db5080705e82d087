#include "core/stability/edge.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "tests/core/stability/orbit.h"

namespace la {
namespace {

// Eigenvalues 1..n of a diagonal matrix.
Multiply ladder() {
    return [](std::span<const double> v, std::span<double> out) {
        for (std::size_t i = 0; i < v.size(); ++i) {
            out[i] = static_cast<double>(i + 1) * v[i];
        }
    };
}

TEST(Edge, LanczosEndsWhereItsStartReachesNoFurther) {
    std::vector<double> start(50);
    start[3] = 1;
    start[20] = -2;
    const Extremes found = extreme_eigenvalues(ladder(), start, 12);
    EXPECT_NEAR(found.largest, 21, 1e-12);
    EXPECT_NEAR(found.smallest, 4, 1e-12);
    EXPECT_NEAR(std::abs(start[20]), 1, 1e-12);
}

TEST(Edge, AsManyProductsAsDimensionsFindAllEigenvalues) {
    std::vector<double> start(8, 1.0);
    const Extremes found = extreme_eigenvalues(ladder(), start, 12);
    EXPECT_NEAR(found.largest, 8, 1e-10);
    EXPECT_NEAR(found.smallest, 1, 1e-10);
    const auto all = all_eigenvalues(ladder(), 8);
    for (int i = 0; i < 8; ++i) {
        EXPECT_NEAR(all[i], i + 1, 1e-12);
    }
}

TEST(Edge, HasTheLimitsOfTheOptimisers) {
    EXPECT_EQ(stability_limit({.kind = OptimizerKind::Sgd}), 2);
    EXPECT_NEAR(stability_limit({.kind = OptimizerKind::Momentum, .momentum = 0.9}), 3.8, 1e-14);
    EXPECT_NEAR(stability_limit({.kind = OptimizerKind::Adam, .beta1 = 0.9}), 38, 1e-12);
}

// 12 products from the last eigenvector against all eigenvalues, along regular and chaotic runs of
// all optimisers.
TEST(Edge, AgreesWithAllEigenvaluesAlongARun) {
    struct Case {
        OptimizerKind kind;
        double rate, tolerance;
    };
    for (const Case& c :
         {Case{OptimizerKind::Sgd, 0.1, 1e-10}, Case{OptimizerKind::Sgd, 2.2, 1e-6},
          Case{OptimizerKind::Momentum, 0.05, 1e-8}, Case{OptimizerKind::Adam, 0.01, 1e-6}}) {
        Config config = moons(c.rate, 1);
        config.optimizer.kind = c.kind;
        config.optimizer.weight_decay = 1e-3;
        Orbit orbit(config, 1);
        Edge edge(orbit.objective.size(), 1);
        double worst = 0;
        for (int t = 1; t <= 120; ++t) {
            orbit.step();
            const auto scales = edge_scales(orbit.optimizer, orbit.rates, orbit.now);
            const Multiply hessian =
                scaled_hessian(orbit.objective, orbit.now, orbit.lambda, 1e-3, orbit.batch, scales);
            const double found = edge.at(hessian).largest;
            if (t > 20 && t % 20 == 0) {
                const double all = all_eigenvalues(hessian, orbit.objective.size()).back();
                worst = std::max(worst, std::abs(found / all - 1));
            }
        }
        EXPECT_LT(worst, c.tolerance) << static_cast<int>(c.kind) << " " << c.rate;
        RecordProperty("worst", std::to_string(worst * 1e12) + "e-12");
    }
}

TEST(Edge, OfAdamHasNoScaleBeforeItsFirstStep) {
    const TrainingPoint start{.weights = {1}, .moment1 = {0}, .moment2 = {0}};
    const double rates[] = {0.01};
    EXPECT_TRUE(edge_scales({.kind = OptimizerKind::Adam}, rates, start).empty());
}

// Gradient descent on the squared error sharpens until e lambda_max is 2, and stays there.
TEST(Edge, OfGradientDescentSettlesAtItsLimit) {
    Config config = moons(0.3, 5);
    config.dataset.noise = 0.1;
    config.network.scale = ResidualScale::One;
    config.network.init.std = 0.5;
    config.objective.loss = LossKind::Mse;
    Orbit orbit(config, 1);
    Edge edge(orbit.objective.size(), 1);
    double sum = 0, first = 0;
    for (int t = 1; t <= 2000; ++t) {
        orbit.step();
        if (t == 1 || (t > 1200 && t % 2 == 0)) {
            const auto scales = edge_scales(orbit.optimizer, orbit.rates, orbit.now);
            const double found =
                edge.at(scaled_hessian(orbit.objective, orbit.now, 0, 0, orbit.batch, scales))
                    .largest;
            (t == 1 ? first : sum) += found;
        }
    }
    EXPECT_LT(first, 1.9);
    EXPECT_NEAR(sum / 400, 2, 0.05);
}

}  // namespace
}  // namespace la
