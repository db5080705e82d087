#include "core/measure/metrics.h"

#include <cmath>

#include <gtest/gtest.h>

#include "core/kernels/weights_flow.h"
#include "core/model/trajectory.h"

namespace la {
namespace {

// Every layer moves every point by the same vector c_k: all measures are known.
std::shared_ptr<Weights> translation(int layers, glm::vec2 step) {
    auto weights = std::make_shared<Weights>();
    weights->network.layers = layers;
    weights->network.hidden = 1;
    weights->network.head.intercept = 0.5;
    const WeightLayout layout(weights->network, 2);
    weights->values.assign(layout.size, 0.0f);
    for (int k = 0; k < layers; ++k) {
        weights->values[layout.c(k)] = step.x;
        weights->values[layout.c(k) + 1] = step.y;
    }
    return weights;
}

Dataset four_points() {
    Dataset data;
    data.points = {{0, 0}, {1, 0}, {0, 1}, {-3, -3}};
    data.labels = {0, 0, 1, 1};
    data.train = 3;
    return data;
}

TEST(Metrics, OfATranslationAreKnown) {
    const Dataset data = four_points();
    ObjectiveConfig objective;
    const Metrics m = measure(WeightsFlow(translation(4, {0.3f, 0.4f})), data, objective, 2);
    ASSERT_EQ(m.energy.size(), 4u);
    for (const double e : m.energy) {
        EXPECT_NEAR(e, 0.25, 1e-6);
    }
    EXPECT_NEAR(m.cost, 1, 1e-6);
    EXPECT_NEAR(m.action, 4, 1e-5);
    EXPECT_NEAR(m.displacement, 4, 1e-5);  // straight and equal steps: A = D
    EXPECT_NEAR(m.displacement_class[0], 4, 1e-5);
    EXPECT_NEAR(m.displacement_class[1], 4, 1e-5);
    EXPECT_NEAR(m.penalty, m.cost, 1e-9);
    objective.cost = CostKind::Norm;
    EXPECT_NEAR(measure(WeightsFlow(translation(4, {0.3f, 0.4f})), data, objective, 2).penalty,
                4 * std::sqrt(2 * 0.25), 1e-6);
}

TEST(Metrics, LossAndAccuracyOfTheHeadAlone) {
    // Logit 0 is x + y + 0.5; logit 1 is 0. The test point has logit -5.5, class 1: right.
    const Metrics m = measure(WeightsFlow(translation(1, {0, 0})), four_points(), {}, 2);
    EXPECT_NEAR(m.train_accuracy, 2 / 3.0, 1e-12);
    EXPECT_EQ(m.test_accuracy, 1);
    const double expected =
        (std::log1p(std::exp(-0.5)) + std::log1p(std::exp(-1.5)) + std::log1p(std::exp(1.5))) / 3;
    EXPECT_NEAR(m.loss, expected, 1e-6);
    ObjectiveConfig hinge;
    hinge.loss = LossKind::Hinge;
    EXPECT_NEAR(measure(WeightsFlow(translation(1, {0, 0})), four_points(), hinge, 2).loss,
                (0.5 + 0 + 2.5) / 2 / 3, 1e-6);
}

// The chain A >= D >= 0 holds, and results do not depend on how the points are cut into pieces.
TEST(Metrics, HoldTheChainForRandomNetworks) {
    DatasetConfig config;
    config.points = 30000;
    const Dataset data = make_dataset(config);
    for (const double std : {0.1, 0.5, 1.0}) {
        NetworkConfig network;
        network.init = {InitKind::Normal, std};
        network.hidden = 5;
        const WeightsFlow flow(std::make_shared<Weights>(initial_weights(network, 2)));
        const Metrics pieces = measure(flow, data, {}, 10);
        EXPECT_GE(pieces.action * (1 + 1e-6), pieces.displacement);
        const std::vector<float> x = initial_states(data.points, 2);
        std::vector<float> states(10 * x.size());
        flow.states(0, x, states);
        const Metrics whole = measure_states(flow, data, {}, 10, states);
        EXPECT_NEAR(whole.loss, pieces.loss, 1e-9 * (1 + whole.loss));
        EXPECT_NEAR(whole.action, pieces.action, 1e-9 * whole.action);
        EXPECT_EQ(whole.test_accuracy, pieces.test_accuracy);
    }
}

TEST(Metrics, SayWhenTheyAreNotFinite) {
    EXPECT_TRUE(measure(WeightsFlow(translation(1, {0, 0})), four_points(), {}, 2).finite());
    EXPECT_FALSE(
        measure(WeightsFlow(translation(2, {3e38f, 3e38f})), four_points(), {}, 2).finite());
}

}  // namespace
}  // namespace la
