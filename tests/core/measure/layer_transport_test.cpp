#include "core/measure/layer_transport.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "core/base/random.h"
#include "core/measure/transport.h"
#include "tests/support/flows.h"

namespace la {
namespace {

std::vector<float> cloud(int n, std::uint64_t seed) {
    Random random(seed);
    std::vector<float> out(static_cast<std::size_t>(n) * 2);
    for (float& v : out) {
        v = static_cast<float>(random.normal());
    }
    return out;
}

TEST(Subsample, IsDrawnWithoutReplacementAndNamed) {
    const Subsample some = subsample_of(100, 480);
    const std::vector<int> drawn = indices(some);
    EXPECT_EQ(std::set<int>(drawn.begin(), drawn.end()).size(), 100u);
    EXPECT_TRUE(std::ranges::is_sorted(drawn));
    EXPECT_GE(drawn.front(), 0);
    EXPECT_LT(drawn.back(), 480);
    EXPECT_GT(drawn.back(), 380);  // from the whole range, not only its beginning
    EXPECT_EQ(indices(some), drawn);
    EXPECT_NE(indices({.points = 100, .of = 480, .seed = 2}), drawn);
    EXPECT_EQ(name(some), "100 of 480 training points, drawn with seed 1");

    const Subsample all = subsample_of(1000, 480);
    EXPECT_EQ(all.points, 480);
    EXPECT_EQ(indices(all).size(), 480u);
    EXPECT_EQ(name(all), "all 480 training points");
}

// All subsets are equally likely: a draw of half the points has each point half of the time.
TEST(Subsample, IsFair) {
    std::vector<int> count(10, 0);
    for (std::uint64_t seed = 1; seed <= 4000; ++seed) {
        for (const int i : indices({.points = 5, .of = 10, .seed = seed})) {
            ++count[i];
        }
    }
    for (const int c : count) {
        EXPECT_NEAR(c, 2000, 160);  // five standard deviations
    }
}

// Layers that translate: between any two, W2^2 is the displacement, |(b - a) c|^2.
TEST(LayerTransport, OfATranslation) {
    const WeightsFlow flow(affine_weights(4, {0, 0, 0, 0}, {0.3f, -0.4f}));
    const Trajectory path = trajectory(flow, cloud(60, 1));
    for (int a = 0; a <= 4; ++a) {
        for (int b = 0; b <= 4; ++b) {
            const CloudTransport seen = transport_between(path, a, b, subsample_of(40, 60));
            EXPECT_NEAR(seen.w2_squared, 0.25 * (b - a) * (b - a), 1e-5);
            EXPECT_NEAR(seen.displacement, 0.25 * (b - a) * (b - a), 1e-5);
            EXPECT_EQ(seen.subsample, subsample_of(40, 60));
        }
    }
}

// Two rotations by 90 degrees: each moves a symmetric cloud, both together map it to itself.
TEST(LayerTransport, BetweenAnyTwoLayersIsNotTheSumOfTheLayers) {
    std::vector<float> x = cloud(20, 2);
    for (int i = 0; i < 40; ++i) {
        x.push_back(-x[i]);
    }
    const WeightsFlow flow(affine_weights(2, {-1, -1, 1, -1}, {0, 0}));
    const Trajectory path = trajectory(flow, x);
    const Subsample all = subsample_of(40, 40);
    EXPECT_NEAR(transport_between(path, 0, 2, all).w2_squared, 0, 1e-9);
    EXPECT_GT(transport_between(path, 0, 2, all).displacement, 1);
    EXPECT_GT(transport_between(path, 0, 1, all).w2_squared, 0.01);
    EXPECT_EQ(transport_between(path, 0, 1, all).w2_squared,
              wasserstein2_squared(path.cloud(0), path.cloud(1), 2));
}

TEST(LayerTransport, OfEveryLayerIsThatBetweenItsClouds) {
    const WeightsFlow flow(affine_weights(3, {-1.5f, 1, -1, 0.2f}, {1, 0}));
    const Trajectory path = trajectory(flow, cloud(50, 3));
    const Subsample some = subsample_of(30, 45);
    const LayerTransport seen = layer_transport(path, some);
    EXPECT_EQ(seen.subsample, some);
    ASSERT_EQ(seen.w2_squared.size(), 3u);
    for (int k = 0; k < 3; ++k) {
        const Trajectory drawn = select(path, indices(some));
        EXPECT_EQ(seen.w2_squared[k], wasserstein2_squared(drawn.cloud(k), drawn.cloud(k + 1), 2));
        EXPECT_NEAR(seen.energy[k], mean_squared_distance(drawn.cloud(k), drawn.cloud(k + 1), 2),
                    1e-12);
        EXPECT_LT(seen.w2_squared[k], 0.99 * seen.energy[k]);  // such layers are no optimal maps
    }
}

}  // namespace
}  // namespace la
