#include "core/measure/smoothness.h"

#include <cmath>
#include <functional>
#include <numbers>

#include <gtest/gtest.h>

#include "core/base/random.h"

namespace la {
namespace {

// A network of L layers whose entry i of layer k is z(k, i).
Weights network(int layers, const std::function<double(int, std::size_t)>& z) {
    Weights out{.network = {.layers = layers, .hidden = 3}, .classes = 2, .values = {}};
    const WeightLayout layout(out.network, 2);
    out.values.resize(layout.size);
    for (int k = 0; k < layers; ++k) {
        for (std::size_t i = 0; i < layout.per_layer; ++i) {
            out.values[layout.w(k) + i] = static_cast<float>(z(k, i));
        }
    }
    return out;
}

// A ramp has 12/(L(L+1)), alternating signs 4(L-1)/L.
TEST(Smoothness, HasTheClosedFormsOfVonNeumannsRatio) {
    for (const int layers : {8, 32, 100}) {
        const double l = layers;
        const auto ramp = network(layers, [](int k, std::size_t) { return k; });
        EXPECT_NEAR(smoothness(ramp).vn, 12 / (l * (l + 1)), 1e-12);
        const auto signs = network(layers, [](int k, std::size_t) { return k % 2 ? -1 : 1; });
        EXPECT_NEAR(smoothness(signs).vn, 4 * (l - 1) / l, 1e-12);
    }
}

// One half cosine over the depth is one half-wave, whatever the number of layers.
TEST(Smoothness, CountsHalfWaves) {
    for (const int layers : {4, 8, 32, 128}) {
        for (const int waves : {1, 2, layers / 2, layers - 1}) {
            const auto cosine = network(layers, [&](int k, std::size_t) {
                return std::cos(std::numbers::pi * waves * (k + 0.5) / layers);
            });
            const double sine = std::sin(std::numbers::pi * waves / (2.0 * layers));
            EXPECT_NEAR(smoothness(cosine).vn, 4 * sine * sine, 1e-6) << layers << " " << waves;
            EXPECT_NEAR(smoothness(cosine).half_waves, waves, 1e-3 * layers);
        }
    }
}

// 4 sin^2(pi/2L) <= VN <= 4 cos^2(pi/2L), whatever the weights.
TEST(Smoothness, StaysWithinTheBoundsOfThePath) {
    Random random(3);
    for (int turn = 0; turn < 200; ++turn) {
        const int layers = 2 + turn % 40;
        const double walk = random.uniform();
        std::vector<double> last(100);
        const auto any = network(layers, [&](int, std::size_t i) {
            last[i] = walk * last[i] + random.normal();
            return last[i];
        });
        const Smoothness of = smoothness(any);
        const double angle = std::numbers::pi / (2 * layers);
        EXPECT_GE(of.vn, 4 * std::pow(std::sin(angle), 2) - 1e-9);
        EXPECT_LE(of.vn, 4 * std::pow(std::cos(angle), 2) + 1e-9);
        EXPECT_GE(of.half_waves, 1 - 1e-6);
        EXPECT_LE(of.half_waves, layers - 1 + 1e-6);
    }
}

// [W b] and [V c] have a norm each; hidden 3, dimension 2: 9 entries, then 8.
TEST(Smoothness, JumpIsTheSumOfTwoNorms) {
    const auto some = network(9, [](int k, std::size_t i) { return k < 4 ? 0 : i < 9 ? 2 : 3; });
    const Smoothness of = smoothness(some);
    ASSERT_EQ(of.jump.size(), 8u);
    EXPECT_EQ(of.jump[2], 0);
    EXPECT_NEAR(of.jump[3], 2 * std::sqrt(9.0) + 3 * std::sqrt(8.0), 1e-12);
    EXPECT_EQ(of.max_jump, of.jump[3]);
    EXPECT_EQ(of.lipschitz, 9 * of.jump[3]);
}

TEST(Smoothness, NamesTheCharacter) {
    Random random(1);
    const auto noise = network(32, [&](int, std::size_t) { return random.normal(); });
    EXPECT_EQ(smoothness(noise).character, DepthCharacter::WhiteNoise);
    const auto ramp = network(32, [](int k, std::size_t i) { return k * (i + 1.0); });
    EXPECT_EQ(smoothness(ramp).character, DepthCharacter::OdeLike);
    const auto waves = network(32, [](int k, std::size_t) { return std::cos(k * 0.8); });
    EXPECT_EQ(smoothness(waves).character, DepthCharacter::Rough);
    const auto constant = network(32, [](int, std::size_t i) { return 0.1 * i; });
    EXPECT_EQ(smoothness(constant).character, DepthCharacter::Constant);
    EXPECT_EQ(smoothness(constant).half_waves, 0);
    const auto zero = network(32, [](int, std::size_t) { return 0; });
    EXPECT_EQ(smoothness(zero).character, DepthCharacter::Constant);
    EXPECT_EQ(smoothness(network(7, [](int k, std::size_t) { return k; })).character,
              DepthCharacter::TooFewLayers);
    const Smoothness one = smoothness(network(1, [](int, std::size_t) { return 1; }));
    EXPECT_TRUE(one.jump.empty());
    EXPECT_EQ(one.vn, 0);
    EXPECT_EQ(one.character, DepthCharacter::TooFewLayers);
}

// A head that is trained, too, is no layer.
TEST(Smoothness, LeavesTheHeadOut) {
    auto with = network(8, [](int k, std::size_t) { return k; });
    with.network.head.kind = HeadKind::Learned;
    with.values.resize(WeightLayout(with.network, 2).size, 1e6f);
    EXPECT_NEAR(smoothness(with).vn, 12 / 72.0, 1e-12);
}

}  // namespace
}  // namespace la
