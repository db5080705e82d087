// Training on the LibTorch engine: the demands of training_test.cpp on the fused one, once each.

#include <cmath>

#include <gtest/gtest.h>

#include "core/io/presets.h"
#include "core/train/training.h"

namespace la {
namespace {

Training on_torch(const Config& config) {
    return {config, {.device = "cpu", .engine = EngineKind::Torch}};
}

void run(Training& training, int steps) {
    for (int i = 0; i < steps; ++i) {
        training.step();
    }
}

TEST(TrainingOnTorch, SameSeedSameBytesAndAResetGivesThemBack) {
    Training a = on_torch(find_preset("circles").config);
    Training b = on_torch(find_preset("circles").config);
    run(a, 30);
    run(b, 30);
    const auto first = a.snapshot();
    EXPECT_EQ(first.engine, "torch");
    EXPECT_EQ(first.members[1].weights->values, b.snapshot().members[1].weights->values);
    a.apply(Reset{});
    run(a, 30);
    EXPECT_EQ(first.members[1].weights->values, a.snapshot().members[1].weights->values);
}

TEST(TrainingOnTorch, SolvesTheOpeningPreset) {
    Training training = on_torch(find_preset("circles").config);
    run(training, 600);
    const Snapshot end = training.snapshot();
    EXPECT_GT(end.rows->back().members[1].test_accuracy, 0.9);
    EXPECT_LT(end.rows->back().members[1].action, end.rows->back().members[0].action);
}

// The same run on every device of this machine: rounding differs, what is learned does not.
TEST(TrainingOnTorch, EveryDeviceLearnsTheSame) {
    const Config config = find_preset("circles").config;
    Training cpu = on_torch(config);
    run(cpu, 200);
    const MetricsRow expected = cpu.snapshot().rows->back();
    for (const Device& device : available_devices()) {
        Training training(config, {.device = device, .engine = EngineKind::Torch});
        run(training, 200);
        const Snapshot end = training.snapshot();
        EXPECT_EQ(end.engine, "torch");
        EXPECT_EQ(end.device.rfind(device.kind == DeviceKind::Cuda ? "cuda:" : device.text(), 0),
                  0u)
            << end.device;
        for (std::size_t m = 0; m < expected.members.size(); ++m) {
            EXPECT_NEAR(end.rows->back().members[m].action, expected.members[m].action,
                        0.02 * expected.members[m].action)
                << end.device;
            EXPECT_NEAR(end.rows->back().members[m].loss, expected.members[m].loss, 0.01)
                << end.device;
        }
    }
}

TEST(TrainingOnTorch, DivergenceIsAStateWithTheLastFiniteWeights) {
    Config config = find_preset("circles").config;
    config.optimizer.kind = OptimizerKind::Sgd;
    config.optimizer.learning_rate = 1000;
    Training training = on_torch(config);
    run(training, 50);
    EXPECT_TRUE(training.diverged());
    for (const float w : training.snapshot().members[1].weights->values) {
        ASSERT_TRUE(std::isfinite(w));
    }
}

// nu follows the loss after every update, so it shows any difference between the two.
TEST(TrainingOnTorch, UzawaMultipliersAgreeWithTheFusedEngine) {
    const Config config = find_preset("far-circles-uzawa").config;
    Training torch = on_torch(config);
    Training fused(config, {.device = "cpu", .engine = EngineKind::Fused});
    run(torch, 20);
    run(fused, 20);
    const double nu = torch.snapshot().members[1].nu;
    EXPECT_GT(nu, config.objective.uzawa.nu);
    EXPECT_NEAR(fused.snapshot().members[1].nu, nu, 1e-3 * nu);
}

}  // namespace
}  // namespace la
