#include "core/model/weights.h"

#include <cmath>
#include <set>

#include <gtest/gtest.h>

#include "core/kernels/weights_flow.h"

namespace la {
namespace {

NetworkConfig network(InitKind kind, double std) {
    NetworkConfig out;
    out.layers = 40;
    out.hidden = 30;
    out.dimension = 4;
    out.init = {kind, std};
    return out;
}

double spread(std::span<const float> values) {
    double square = 0;
    for (const float v : values) {
        square += v * v;
    }
    return std::sqrt(square / values.size());
}

TEST(WeightLayout, CoversTheArrayWithoutGapsOrOverlap) {
    NetworkConfig config = network(InitKind::Kaiming, 1);
    config.head.kind = HeadKind::Learned;
    const WeightLayout layout(config, 3);
    std::set<std::size_t> seen;
    const auto add = [&](std::size_t from, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            EXPECT_TRUE(seen.insert(from + i).second);
        }
    };
    for (int k = 0; k < config.layers; ++k) {
        add(layout.w(k), layout.weight);
        add(layout.b(k), layout.hidden);
        add(layout.v(k), layout.weight);
        add(layout.c(k), layout.dimension);
    }
    add(layout.head_weight, 3 * 4);
    add(layout.head_bias, 3);
    EXPECT_EQ(seen.size(), layout.size);
    EXPECT_EQ(*seen.rbegin(), layout.size - 1);
}

TEST(InitialWeights, KaimingHasTheStatedSpreadAndZeroBiases) {
    const Weights weights = initial_weights(network(InitKind::Kaiming, 0.5), 2);
    const WeightLayout layout(weights.network, 2);
    std::vector<float> w, v;
    for (int k = 0; k < 40; ++k) {
        const float* at = weights.values.data();
        w.insert(w.end(), at + layout.w(k), at + layout.b(k));
        v.insert(v.end(), at + layout.v(k), at + layout.c(k));
        EXPECT_EQ(spread({at + layout.b(k), 30}), 0);
        EXPECT_EQ(spread({at + layout.c(k), 4}), 0);
    }
    EXPECT_NEAR(spread(w), 0.5 * std::sqrt(2.0 / 4), 0.01);    // fan_in of W is q
    EXPECT_NEAR(spread(v), 0.5 * std::sqrt(2.0 / 30), 0.004);  // fan_in of V is m
}

TEST(InitialWeights, NormalTakesInTheBiases) {
    const Weights weights = initial_weights(network(InitKind::Normal, 2), 2);
    const WeightLayout layout(weights.network, 2);
    EXPECT_NEAR(spread(weights.values), 2, 0.05);
    EXPECT_GT(spread({weights.values.data() + layout.b(0), 30}), 0.5);
}

TEST(InitialWeights, OrthogonalIsOrthogonal) {
    const Weights weights = initial_weights(network(InitKind::Orthogonal, 0.3), 2);
    const WeightLayout layout(weights.network, 2);
    const float* w = weights.values.data() + layout.w(7);  // 30 x 4: orthogonal columns
    const float* v = weights.values.data() + layout.v(7);  // 4 x 30: orthogonal rows
    for (int a = 0; a < 4; ++a) {
        for (int b = 0; b < 4; ++b) {
            double columns = 0, rows = 0;
            for (int i = 0; i < 30; ++i) {
                columns += w[i * 4 + a] * w[i * 4 + b];
                rows += v[a * 30 + i] * v[b * 30 + i];
            }
            EXPECT_NEAR(columns, a == b ? 0.09 : 0, 1e-6);
            EXPECT_NEAR(rows, a == b ? 0.09 : 0, 1e-6);
        }
    }
}

TEST(InitialWeights, TiedSharesOneMatrixAndDoesNotMove) {
    const Weights weights = initial_weights(network(InitKind::Tied, 1), 2);
    const WeightLayout layout(weights.network, 2);
    for (std::size_t i = 0; i < layout.weight; ++i) {
        EXPECT_EQ(weights.values[layout.w(0) + i], weights.values[layout.w(39) + i]);
        EXPECT_EQ(weights.values[layout.v(5) + i], 0);
    }
}

// Nothing but W, in every layer.
void expect_only_w(const Weights& weights) {
    const WeightLayout layout(weights.network, 2);
    const auto zero = [&](std::size_t from, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            ASSERT_EQ(weights.values[from + i], 0);
        }
    };
    for (int k = 0; k < weights.network.layers; ++k) {
        zero(layout.b(k), layout.per_layer - layout.weight);
        EXPECT_NE(weights.values[layout.w(k)], 0);
    }
}

// The covariance of the same entry of W in two layers, over all entries and many seeds.
double covariance(NetworkConfig config, int a, int b) {
    const WeightLayout layout(config, 2);
    double out = 0;
    constexpr int kSeeds = 400;
    for (config.seed = 1; config.seed <= kSeeds; ++config.seed) {
        const Weights weights = initial_weights(config, 2);
        for (std::size_t i = 0; i < layout.weight; ++i) {
            out += static_cast<double>(weights.values[layout.w(a) + i]) *
                   weights.values[layout.w(b) + i] / static_cast<double>(layout.weight * kSeeds);
        }
    }
    return out;
}

TEST(InitialWeights, IidHasAnotherMatrixInEveryLayer) {
    NetworkConfig config = network(InitKind::Iid, 0.7);
    expect_only_w(initial_weights(config, 2));
    // 48,000 numbers: four standard errors.
    EXPECT_NEAR(covariance(config, 3, 3), 0.49, 0.49 * 4 * std::sqrt(2.0 / 48000));
    EXPECT_NEAR(covariance(config, 3, 4), 0, 0.49 * 4 / std::sqrt(48000.0));
    EXPECT_NEAR(covariance(config, 0, 39), 0, 0.49 * 4 / std::sqrt(48000.0));
}

TEST(InitialWeights, GpHasTheCovarianceOfItsKernel) {
    NetworkConfig config = network(InitKind::Gp, 1.5);
    config.init.length = 0.2;
    expect_only_w(initial_weights(config, 2));
    for (const int b : {0, 1, 4, 8, 16, 39}) {
        const double expected = 2.25 * std::exp(-(b / 40.0) * (b / 40.0) / (2 * 0.2 * 0.2));
        EXPECT_NEAR(covariance(config, 0, b), expected, 2.25 * 4 * std::sqrt(2.0 / 48000)) << b;
    }
    EXPECT_NEAR(covariance(config, 31, 31), 2.25, 2.25 * 4 * std::sqrt(2.0 / 48000));
}

TEST(InitialWeights, GpTakesEveryLengthAndDepth) {
    for (const int layers : {1, 2, 256}) {
        for (const double length : {1e-6, 0.05, 10.0}) {
            NetworkConfig config = network(InitKind::Gp, 1000);
            config.layers = layers;
            config.init.length = length;
            const Weights weights = initial_weights(config, 2);
            for (const float value : weights.values) {
                ASSERT_TRUE(std::isfinite(value)) << layers << ' ' << length;
            }
            const WeightLayout layout(config, 2);
            const auto last =
                std::span(weights.values).subspan(layout.w(layers - 1), layout.weight);
            EXPECT_NEAR(spread(last), 1000, 300) << layers << ' ' << length;
            EXPECT_EQ(weights_hash(weights), weights_hash(initial_weights(config, 2)));
        }
    }
}

TEST(WeightsHash, TellsWeightsApart) {
    const Weights a = initial_weights(network(InitKind::Kaiming, 1), 2);
    NetworkConfig other = a.network;
    EXPECT_EQ(weights_hash(a), weights_hash(initial_weights(other, 2)));
    other.seed = 2;
    EXPECT_NE(weights_hash(a), weights_hash(initial_weights(other, 2)));
    EXPECT_EQ(weights_hash(a).size(), 16u);
}

// V W -> a scalar linear layer r = c h / L gives (1 + c/L)^L.
TEST(WeightsFlow, IsTheEulerSchemeOfItsOde) {
    for (const int layers : {4, 16, 64, 256}) {
        auto weights = std::make_shared<Weights>();
        weights->network.layers = layers;
        weights->network.hidden = 2;
        weights->network.activation = Activation::Identity;
        weights->network.scale = ResidualScale::OneOverL;
        const WeightLayout layout(weights->network, 2);
        weights->values.assign(layout.size, 0.0f);
        for (int k = 0; k < layers; ++k) {
            weights->values[layout.w(k)] = weights->values[layout.w(k) + 3] = 1;  // W = I
            weights->values[layout.v(k)] = weights->values[layout.v(k) + 3] = 1;  // V = I
        }
        const std::vector<float> x{1.0f, -2.0f};
        std::vector<float> out((layers + 1) * 2);
        WeightsFlow(weights).states(0, x, out);
        const double expected = std::pow(1 + 1.0 / layers, layers);
        EXPECT_NEAR(out[2 * layers], expected, 1e-5);
        EXPECT_NEAR(out[2 * layers + 1], -2 * expected, 2e-5);
    }
}

TEST(WeightsFlow, TailIsTheHeadOfTheRemainingLayers) {
    NetworkConfig config = network(InitKind::Normal, 0.1);
    config.head.kind = HeadKind::Learned;
    const auto weights = std::make_shared<Weights>(initial_weights(config, 3));
    const WeightsFlow flow(weights);
    std::vector<float> x(4 * 150);
    for (std::size_t i = 0; i < x.size(); ++i) {
        x[i] = std::sin(static_cast<float>(i));
    }
    for (const int from : {0, 17, 40}) {
        std::vector<float> states((40 - from + 1) * x.size()), expected(150 * 3), logits(150 * 3);
        flow.states(from, x, states);
        flow.head(std::span(states).last(x.size()), expected);
        flow.tail(from, x, logits);
        EXPECT_EQ(logits, expected);
    }
}

}  // namespace
}  // namespace la
