#include "app/state/sweep_settings.h"

#include <gtest/gtest.h>

#include "core/io/presets.h"
#include "core/train/training.h"

namespace la {
namespace {

Config circles() {
    return find_preset("circles").config;
}

TEST(SweepSettings, SuitTheRunWhereNothingIsChosen) {
    const SweepSettings usual = usual_sweep({}, circles(), 480);
    EXPECT_DOUBLE_EQ(usual.from, 1e-4);
    EXPECT_DOUBLE_EQ(usual.to, 1);
    EXPECT_EQ(usual.lambdas, 9);
    EXPECT_EQ(usual.seeds, 5);
    EXPECT_EQ(usual.steps, 2000);
    // Large networks: no more than a few seconds; small ones with many batches: 50 epochs.
    Config large = circles();
    large.network.hidden = 256;
    large.network.layers = 40;
    EXPECT_EQ(usual_sweep({}, large, 480).steps, 100);
    EXPECT_EQ(usual_sweep({}, find_preset("far-circles").config, 800).steps, 2000);
    Config batches = find_preset("far-circles").config;
    EXPECT_EQ(usual_sweep({}, batches, 2000).steps, 10000);
    // Around the lambda of the run, within the slider's ends.
    Config strong = circles();
    strong.objective.lambda = 5;
    EXPECT_DOUBLE_EQ(usual_sweep({}, strong, 480).from, 0.01);
    EXPECT_DOUBLE_EQ(usual_sweep({}, strong, 480).to, 10);
    strong.objective.mode = Mode::None;
    EXPECT_DOUBLE_EQ(usual_sweep({}, strong, 480).from, 1e-4);
    // Chosen values stay.
    const SweepSettings chosen{.from = 0.02, .to = 0.5, .lambdas = 3, .seeds = 2, .steps = 7};
    EXPECT_EQ(usual_sweep(chosen, circles(), 480), chosen);
    EXPECT_DOUBLE_EQ(usual_sweep({.from = 2, .to = 0.1}, circles(), 480).from, 0.1);
}

TEST(SweepSettings, LambdasAreInEqualRatiosBesideZero) {
    EXPECT_EQ(sweep_lambdas({.from = 1e-4, .to = 1, .lambdas = 9}),
              (std::vector<double>{0, 1e-4, 3.16e-4, 1e-3, 3.16e-3, 1e-2, 3.16e-2, 0.1, 0.316, 1}));
    EXPECT_EQ(sweep_lambdas({.from = 0.3, .to = 5, .lambdas = 1}), (std::vector<double>{0, 0.3}));
    EXPECT_EQ(sweep_lambdas({.from = 0.3, .to = 0.3, .lambdas = 4}), (std::vector<double>{0, 0.3}));
}

TEST(SweepSettings, SayWhatHasChangedSince) {
    Training training(circles(), {});
    const Snapshot before = training.snapshot();
    const SweepPlan plan = sweep_plan({}, before, 1);
    EXPECT_EQ(plan.at_once, 1);
    EXPECT_EQ(plan.points, nullptr) << "the generator makes them";
    EXPECT_EQ(changed_since(plan, before), "");
    training.apply(SetLambda{1, 0.5, Mode::Weight});
    EXPECT_EQ(changed_since(plan, training.snapshot()), "") << "lambda is gone through";
    training.apply(NewSeed{});
    EXPECT_EQ(changed_since(plan, training.snapshot()), "seed");
    Config other = circles();
    other.network.activation = Activation::Tanh;
    other.optimizer.learning_rate = 0.1;
    training.apply(Load{other});
    EXPECT_EQ(changed_since(plan, training.snapshot()), "activation, learning rate");
}

// Drawn points have no generator: the sweep copies them.
TEST(SweepSettings, CopyDrawnPoints) {
    Training training(circles(), {});
    training.apply(EditPoints{{{.kind = PointEdit::Kind::Add, .index = 0, .point = {1, 1}}}});
    const Snapshot now = training.snapshot();
    const SweepPlan plan = sweep_plan({}, now, 1);
    EXPECT_EQ(plan.points, now.data);
    EXPECT_TRUE(sweep_tests(plan));
    EXPECT_EQ(changed_since(plan, now), "");
    training.apply(EditPoints{{{.kind = PointEdit::Kind::Remove, .index = 0}}});
    EXPECT_EQ(changed_since(plan, training.snapshot()), "points");
}

}  // namespace
}  // namespace la
