#include "app/state/sweep_settings.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "core/io/presets.h"
#include "core/sweep/sweep.h"
#include "core/train/training.h"

namespace la {
namespace {

Config circles() {
    return find_preset("circles").config;
}

SweepAxis over_lambda(double from, double to, int values) {
    return {.path = kLambdaPath, .from = from, .to = to, .values = values, .log = true};
}

TEST(SweepSettings, SuitTheRunWhereNothingIsChosen) {
    const SweepSettings usual = usual_sweep({}, circles(), 480);
    EXPECT_DOUBLE_EQ(usual.first.from, 1e-4);
    EXPECT_DOUBLE_EQ(usual.first.to, 1);
    EXPECT_EQ(usual.first.values, 9);
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
    EXPECT_DOUBLE_EQ(usual_sweep({}, strong, 480).first.from, 0.01);
    EXPECT_DOUBLE_EQ(usual_sweep({}, strong, 480).first.to, 10);
    strong.objective.mode = Mode::None;
    EXPECT_DOUBLE_EQ(usual_sweep({}, strong, 480).first.from, 1e-4);
    // Chosen values stay.
    const SweepSettings chosen{.first = over_lambda(0.02, 0.5, 3), .seeds = 2, .steps = 7};
    EXPECT_EQ(usual_sweep(chosen, circles(), 480), chosen);
    EXPECT_DOUBLE_EQ(usual_sweep({.first = over_lambda(2, 0.1, 0)}, circles(), 480).first.from,
                     0.1);
}

TEST(SweepSettings, LambdasAreInEqualRatiosBesideZero) {
    EXPECT_EQ(axis_values(over_lambda(1e-4, 1, 9)),
              (std::vector<double>{0, 1e-4, 3.16e-4, 1e-3, 3.16e-3, 1e-2, 3.16e-2, 0.1, 0.316, 1}));
    EXPECT_EQ(axis_values(over_lambda(0.3, 5, 1)), (std::vector<double>{0, 0.3}));
    EXPECT_EQ(axis_values(over_lambda(0.3, 0.3, 4)), (std::vector<double>{0, 0.3}));
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

TEST(SweepSettings, EverySettingHasARangeThatASweepTakes) {
    for (const char* preset : {"circles", "moons", "far-circles-uzawa"}) {
        Training training(find_preset(preset).config, {});
        const Snapshot now = training.snapshot();
        for (const std::string& path : sweep_paths(*now.config)) {
            const SweepPlan plan = sweep_plan({.first = axis_over(path)}, now, 1);
            EXPECT_NO_THROW(Sweep{plan}) << path;
            EXPECT_GE(plan.over[0].values.size(), 2u) << path;
            EXPECT_EQ(plan.finds_steps_to_90, path != kLambdaPath) << path;
            EXPECT_FALSE(sweep_name(path).empty());
        }
    }
}

TEST(SweepSettings, ValuesAreWholeWhereTheSettingIs) {
    SweepAxis layers{.path = "network.layers", .from = 4, .to = 64, .values = 5, .log = true};
    EXPECT_EQ(axis_values(layers), (std::vector<double>{4, 8, 16, 32, 64}));
    layers.to = 6;
    EXPECT_EQ(axis_values(layers), (std::vector<double>{4, 5, 6}));
    EXPECT_EQ(axis_values({.path = "dataset.noise", .from = 0, .to = 0.4, .values = 3}),
              (std::vector<double>{0, 0.2, 0.4}));
    EXPECT_EQ(axis_values({.path = "optimizer.beta1", .from = 0.9, .to = 0.999999, .values = 2}),
              (std::vector<double>{0.9, 0.999999}));
}

TEST(SweepSettings, OfAGridAreBothAndTwoSeeds) {
    Training training(circles(), {});
    const Snapshot now = training.snapshot();
    SweepSettings grid{.first = axis_over("network.layers"), .second = axis_over(kLambdaPath)};
    const SweepPlan plan = sweep_plan(grid, now, 1);
    ASSERT_EQ(plan.over.size(), 2u);
    EXPECT_EQ(plan.over[0].path, "network.layers");
    EXPECT_FALSE(plan.over[0].log);
    EXPECT_EQ(plan.over[1].values.front(), 0);
    EXPECT_EQ(plan.seeds, 2);
    training.apply(SetLambda{1, 0.5, Mode::Weight});
    EXPECT_EQ(changed_since(plan, training.snapshot()), "") << "lambda is gone through";
    const SweepPlan layers = sweep_plan({.first = axis_over("network.layers")}, now, 1);
    EXPECT_EQ(changed_since(layers, training.snapshot()), "λ");
    grid.second = grid.first;
    EXPECT_EQ(sweep_plan(grid, now, 1).over.size(), 1u) << "the same twice is one";
}

TEST(SweepSettings, LeaveTheDataOutWhereItIsDrawn) {
    Config config = circles();
    const std::vector<std::string> all = sweep_paths(config);
    EXPECT_NE(std::ranges::find(all, "dataset.noise"), all.end());
    config.dataset.kind = DatasetKind::Drawn;
    for (const std::string& path : sweep_paths(config)) {
        EXPECT_FALSE(path.starts_with("dataset.")) << path;
    }
    EXPECT_FALSE(is_sweep_path("stop.steps"));
    EXPECT_FALSE(is_sweep_path("network.activation"));
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
