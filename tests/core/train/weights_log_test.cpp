#include "core/train/weights_log.h"

#include <cmath>

#include <gtest/gtest.h>

#include "core/engine/exact/local_pl.h"
#include "core/engine/reference.h"
#include "core/io/presets.h"
#include "core/measure/smoothness.h"
#include "core/train/training.h"
#include "tests/support/torch_here.h"

namespace la {
namespace {

Config tied(int layers, double rate = 0.2) {
    Config config = find_preset("weights-bump").config;
    config.network.layers = layers;
    config.optimizer.learning_rate = rate;
    return config;
}

void run(Training& training, int steps) {
    for (int i = 0; i < steps; ++i) {
        training.step();
    }
}

// What is measured changes nothing of the run, whenever it begins or ends.
TEST(WeightsLog, AMeasuredRunHasTheSameBytes) {
    const Config config = find_preset("weights-refine").config;
    Training plain(config, {.device = "cpu"}), measured(config, {.device = "cpu"});
    measured.set_measures({.weights = true});
    run(plain, 60);
    run(measured, 40);
    measured.set_measures({.weights = false});
    run(measured, 20);
    const Snapshot a = plain.snapshot(), b = measured.snapshot();
    EXPECT_EQ(a.weights_rows, nullptr);
    EXPECT_EQ(b.weights_rows, nullptr);
    ASSERT_EQ(a.rows->size(), b.rows->size());
    for (std::size_t m = 0; m < 2; ++m) {
        EXPECT_EQ(a.members[m].weights->values, b.members[m].weights->values);
        for (std::size_t i = 0; i < a.rows->size(); ++i) {
            EXPECT_EQ((*a.rows)[i].members[m].loss, (*b.rows)[i].members[m].loss);
        }
    }
}

TEST(WeightsLog, HasARowForEveryRowOfTheMetrics) {
    Config config = tied(8);
    config.weights.measure = true;
    Training training(config, {.device = "cpu"});
    run(training, 30);
    const Snapshot now = training.snapshot();
    ASSERT_TRUE(now.weights_rows);
    ASSERT_EQ(now.weights_rows->size(), now.rows->size());
    double largest = 0;
    for (std::size_t i = 0; i < now.rows->size(); ++i) {
        const WeightsRow& row = (*now.weights_rows)[i];
        EXPECT_EQ(row.step, (*now.rows)[i].step);
        EXPECT_NEAR(row.members[0].loss, (*now.rows)[i].members[0].loss, 1e-6);
        largest = std::max(largest, row.members[0].max_jump);
        EXPECT_EQ(row.members[0].lipschitz, 8 * largest);
    }
    const Smoothness end = smoothness(*now.members[0].weights);
    EXPECT_EQ(now.weights_rows->back().members[0].vn, end.vn);
    EXPECT_EQ(now.weights_rows->back().members[0].half_waves, end.half_waves);
}

TEST(WeightsLog, AResetBeginsAnew) {
    Training training(tied(8), {.device = "cpu"});
    training.set_measures({.weights = true});
    run(training, 10);
    training.apply(Reset{});
    ASSERT_EQ(training.snapshot().weights_rows->size(), 1u);
    EXPECT_EQ(training.snapshot().weights_rows->back().step, 0);
    run(training, 5);
    EXPECT_EQ(training.snapshot().weights_rows->back().step, 5);
}

// Against LibTorch in double precision: rho is made of the same gradient.
TEST(LocalPl, IsTheSquaredGradientOverTheLoss) {
    if (!kTorchHere) {
        GTEST_SKIP() << "without LibTorch";
    }
    for (const LayerRate rate : {LayerRate::One, LayerRate::L}) {
        Config config = tied(6);
        config.optimizer.layer_rate = rate;
        Training training(config, {.device = "cpu"});
        run(training, 20);
        const Snapshot now = training.snapshot();
        const Weights& weights = *now.members[0].weights;
        const MemberConfig& member = now.members[0].config;
        std::vector<std::int32_t> all(static_cast<std::size_t>(now.data->train));
        for (std::size_t i = 0; i < all.size(); ++i) {
            all[i] = static_cast<std::int32_t>(i);
        }
        const std::vector<double> exact(weights.values.begin(), weights.values.end());
        const Evaluation torch = evaluate_reference({.network = member.network,
                                                     .objective = member.objective,
                                                     .optimizer = member.optimizer,
                                                     .data = now.data},
                                                    exact, std::vector<double>{0}, all);
        const WeightLayout layout(weights.network, weights.classes);
        double layers = 0, head = 0;
        for (std::size_t i = 0; i < layout.size; ++i) {
            (i < layout.head_weight ? layers : head) += torch.gradient[i] * torch.gradient[i];
        }
        const double expected = ((rate == LayerRate::L ? 6 : 1) * layers + head) / torch.loss[0];
        LocalPl pl(member, now.data);
        EXPECT_NEAR(pl.at(weights).rho, expected, 1e-9 * expected);
        EXPECT_NEAR(pl.at(weights).loss, torch.loss[0], 1e-12);
    }
}

// Gradient flow: loss(t) = loss(0) exp(-int rho). With short steps, and for every depth.
TEST(LocalPl, PredictsTheLossWhileTheStepsAreShort) {
    for (const int layers : {4, 16, 64}) {
        Training training(tied(layers), {.device = "cpu"});
        training.set_measures({.weights = true});
        run(training, 400);
        const Snapshot now = training.snapshot();
        std::vector<double> gaps;
        for (std::size_t i = 0; i < now.weights_rows->size(); ++i) {
            const WeightsMeasures& row = (*now.weights_rows)[i].members[0];
            gaps.push_back(std::abs(std::log(row.loss / row.flow_loss)));
        }
        std::ranges::sort(gaps);
        EXPECT_LT(gaps[gaps.size() / 2], 0.1) << layers;
        EXPECT_LT(now.weights_rows->back().members[0].loss, 0.1) << layers;
    }
}

// Only where the steps are those of gradient flow is there a prediction.
TEST(LocalPl, HasNoPredictionForOtherOptimisers) {
    const auto predicted = [](const Config& config) {
        Training training(config, {.device = "cpu"});
        training.set_measures({.weights = true});
        run(training, 3);
        return !std::isnan(training.snapshot().weights_rows->back().members[0].flow_loss);
    };
    EXPECT_TRUE(predicted(tied(8)));
    Config config = tied(8);
    config.optimizer.batch = 20;
    EXPECT_FALSE(predicted(config));
    config = tied(8);
    config.objective.mode = Mode::Weight;
    config.objective.lambda = 0.1;
    EXPECT_FALSE(predicted(config));
    config = tied(8);
    config.optimizer.layer_rate = LayerRate::One;
    config.optimizer.kind = OptimizerKind::Momentum;
    EXPECT_FALSE(predicted(config));
}

}  // namespace
}  // namespace la
