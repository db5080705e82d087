// A >= D >= W2^2 >= |mean x_L - mean x_0|^2 for any network and any points.

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/random.h"
#include "core/measure/gauges.h"
#include "tests/support/flows.h"

namespace la {
namespace {

Trajectory random_path(std::uint64_t seed) {
    Random random(seed);
    const auto one_of = [&](std::initializer_list<int> from) {
        return from.begin()[random.below(from.size())];
    };
    NetworkConfig network;
    network.layers = one_of({1, 2, 3, 9, 20});
    network.hidden = one_of({1, 2, 5, 16});
    network.dimension = one_of({2, 3, 5, 16});
    network.activation = static_cast<Activation>(random.below(5));
    network.scale = static_cast<ResidualScale>(random.below(3));
    network.init.kind = static_cast<InitKind>(random.below(3));
    network.init.std = 0.05 + 1.2 * random.uniform();
    network.seed = seed;
    const WeightsFlow flow(std::make_shared<Weights>(initial_weights(network, 2)));
    const int n = one_of({1, 2, 10, 50, 120});
    std::vector<float> x(static_cast<std::size_t>(n) * network.dimension);
    const double size = std::exp(random.normal());
    for (float& v : x) {
        v = static_cast<float>(size * random.normal() + 1);
    }
    return trajectory(flow, x);
}

double squared_shift_of_mean(const Trajectory& path) {
    double out = 0;
    for (int c = 0; c < path.dimension; ++c) {
        double shift = 0;
        for (int i = 0; i < path.points; ++i) {
            const int at = i * path.dimension + c;
            shift += static_cast<double>(path.cloud(path.layers)[at]) - path.cloud(0)[at];
        }
        out += shift * shift / path.points / path.points;
    }
    return out;
}

TEST(Chain, HoldsForRandomNetworksAndClouds) {
    int finite = 0, bent = 0, crossing = 0, deformed = 0;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        const Trajectory path = random_path(seed);
        if (!path.finite()) {
            continue;
        }
        ++finite;
        const TransportGauges seen = transport_gauges(path, subsample_of(path.points, path.points));
        const double slack = 1 + 1e-9;
        EXPECT_GE(seen.action * slack, seen.displacement) << seed;
        EXPECT_GE(seen.displacement * slack, seen.w2_squared) << seed;
        EXPECT_GE(seen.w2_squared * slack + 1e-12, squared_shift_of_mean(path)) << seed;
        for (const double gauge : {seen.straightness, seen.optimality, seen.efficiency}) {
            EXPECT_GE(gauge, 0) << seed;
            EXPECT_LE(gauge, slack) << seed;
        }
        EXPECT_NEAR(seen.efficiency, seen.straightness * seen.optimality, 1e-12) << seed;
        bent += seen.action > 1.1 * seen.displacement;
        crossing += seen.displacement > 1.01 * seen.w2_squared;
        deformed += seen.w2_squared > 1.1 * squared_shift_of_mean(path);
    }
    // Each inequality is strict often enough for the test to mean something.
    EXPECT_GE(finite, 280);
    EXPECT_GE(bent, 100);
    EXPECT_GE(crossing, 30);
    EXPECT_GE(deformed, 100);
}

TransportGauges gauges_of(int layers, const std::vector<float>& vw, const std::vector<float>& c) {
    const WeightsFlow flow(affine_weights(layers, vw, c));
    Random random(7);
    std::vector<float> x;  // centrally symmetric
    for (int i = 0; i < 40; ++i) {
        const auto a = static_cast<float>(random.normal()), b = static_cast<float>(random.normal());
        x.insert(x.end(), {a, b, -a, -b});
    }
    const Trajectory path = trajectory(flow, x);
    return transport_gauges(path, subsample_of(80, 80));
}

TEST(Chain, IsEqualForATranslationInEqualSteps) {
    const TransportGauges seen = gauges_of(6, {0, 0, 0, 0}, {0.5f, -1});
    EXPECT_NEAR(seen.w2_squared, 36 * 1.25, 1e-4);  // |c|^2 of the whole path
    EXPECT_NEAR(seen.straightness, 1, 1e-6);
    EXPECT_NEAR(seen.optimality, 1, 1e-6);
    EXPECT_NEAR(seen.efficiency, 1, 1e-6);
}

TEST(Chain, HalfATurnOfASymmetricCloudHasNoOptimality) {
    const TransportGauges seen = gauges_of(1, {-2, 0, 0, -2}, {0, 0});
    EXPECT_GT(seen.displacement, 1);
    EXPECT_NEAR(seen.w2_squared, 0, 1e-9);
    EXPECT_NEAR(seen.optimality, 0, 1e-9);
    EXPECT_NEAR(seen.straightness, 1, 1e-9);  // one layer is one straight step
}

// Scaling is the gradient of a convex function, in any number of steps; but steps of growing length
// are not at constant speed: 1, 2, 4 times x in two layers cover (1, 2) |x|, A/D = 2 (1 + 4) / 9.
TEST(Chain, ScalingIsOptimal) {
    const TransportGauges seen = gauges_of(2, {1, 0, 0, 1}, {0, 0});
    EXPECT_NEAR(seen.optimality, 1, 1e-9);
    EXPECT_NEAR(seen.straightness, 9.0 / 10, 1e-6);
    EXPECT_NEAR(gauges_of(3, {-0.5f, 0, 0, -0.5f}, {0, 0}).optimality, 1, 1e-9);
}

// There and back: action, but no displacement.
TEST(Chain, ThereAndBackHasNoStraightness) {
    const TransportGauges seen = gauges_of(2, {-2, 0, 0, -2}, {0, 0});
    EXPECT_GT(seen.action, 1);
    EXPECT_NEAR(seen.straightness, 0, 1e-9);
    EXPECT_EQ(gauges_of(2, {0, 0, 0, 0}, {0, 0}).efficiency, 1);  // nothing moves
}

}  // namespace
}  // namespace la
