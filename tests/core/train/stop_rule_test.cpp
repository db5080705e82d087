#include "core/train/stop_rule.h"

#include <chrono>
#include <thread>

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/config/config_json.h"
#include "core/io/presets.h"
#include "core/io/session_file.h"
#include "core/kernels/weights_flow.h"
#include "core/train/trainer.h"
#include "tests/support/slow_engine.h"

namespace la {
namespace {

Metrics measured(double loss, double test = 0, double train = 0, double penalty = 0) {
    Metrics out;
    out.loss = loss;
    out.test_accuracy = test;
    out.train_accuracy = train;
    out.penalty = penalty;
    return out;
}

TEST(StopRule, WithoutConditionsNothingStops) {
    StopRule rule;
    EXPECT_FALSE(rule.wants_measures());
    EXPECT_EQ(rule.after_step(0), "");
    EXPECT_EQ(rule.after_step(1000000), "");
    EXPECT_EQ(rule.after_epoch(measured(0, 1, 1), 1, true), "");
}

TEST(StopRule, EachConditionStopsOnce) {
    StopRule rule;
    rule.set({.steps = 20, .accuracy = 0.9, .loss = 0.1});
    EXPECT_EQ(rule.after_step(19), "");
    EXPECT_EQ(rule.after_step(20), "all 20 steps are taken");
    EXPECT_EQ(rule.after_step(20), "");
    EXPECT_EQ(rule.after_epoch(measured(0.2, 0.89, 1), 0, true), "");
    EXPECT_EQ(rule.after_epoch(measured(0.2, 0.9, 0), 0, true), "test accuracy 0.9 is 0.9 or more");
    EXPECT_EQ(rule.after_epoch(measured(0.2, 0.9, 0), 0, true), "");
    EXPECT_EQ(rule.after_epoch(measured(0.1, 0.9, 0), 0, true), "loss 0.1 is 0.1 or less");
    EXPECT_EQ(rule.after_epoch(measured(0.1, 0.9, 0), 0, true), "");
    EXPECT_FALSE(rule.wants_measures());
    rule.set({.accuracy = 0.9});
    EXPECT_EQ(rule.after_epoch(measured(0.2, 0.95, 0.89), 0, false), "") << "no test points";
    EXPECT_EQ(rule.after_epoch(measured(0.2, 0, 0.91), 0, false),
              "training accuracy 0.91 is 0.9 or more");
}

TEST(StopRule, APlateauIsTooSmallAFallOfTheObjective) {
    StopRule rule;
    rule.set({.plateau = 3, .plateau_change = 0.1});
    const auto after = [&rule](double loss, double penalty) {
        return rule.after_epoch(measured(loss, 1, 1, penalty), 0.5, true);
    };
    EXPECT_EQ(after(1, 2), "");       // 2, the first
    EXPECT_EQ(after(1, 1.7), "");     // 1.85: not by a tenth
    EXPECT_EQ(after(1.5, 0.62), "");  // 1.81: nor this
    EXPECT_EQ(after(1, 1.5), "");     // 1.75 is: from here on
    EXPECT_EQ(after(1, 1.5), "");
    EXPECT_EQ(after(1, 1.4), "");
    rule.forget_plateau();
    EXPECT_EQ(after(9, 0), "") << "another objective: the first again";
    EXPECT_EQ(after(9, 0), "");
    EXPECT_EQ(after(8.2, 0), "");
    EXPECT_EQ(after(10, 0), "no lower loss + λ penalty than 9 for 3 epochs");
    EXPECT_EQ(after(10, 0), "");
}

Config with_stop(const StopConfig& stop) {
    Config config =
        find_preset("circles").config;  // 480 training points, batches of 64: 8 an epoch
    config.stop = stop;
    return config;
}

// Steps until the run stops by itself.
std::int64_t run(Training& training, std::int64_t most = 4000) {
    do {
        training.step();
    } while (!training.stopped() && training.steps() < most);
    return training.steps();
}

TEST(StoppedRun, IsWhereItsConditionSays) {
    Training by_steps(with_stop({.steps = 13}), {"cpu"});
    EXPECT_EQ(run(by_steps), 13);
    const Snapshot there = by_steps.snapshot();
    EXPECT_TRUE(there.stopped);
    EXPECT_EQ(there.message, "stopped at step 13: all 13 steps are taken");
    EXPECT_EQ(run(by_steps, 40), 40) << "who goes on trains on";
    EXPECT_EQ(by_steps.snapshot().message, "");

    // The first epoch whose measures, taken directly, meet the condition.
    const auto first_epoch = [](auto meets) {
        Training free(with_stop({}), {"cpu"});
        for (;;) {
            for (int i = 0; i < 8; ++i) {
                free.step();
            }
            const Snapshot s = free.snapshot();
            const MemberSnapshot& b = s.members.back();
            if (meets(measure(WeightsFlow(b.weights), *s.data, b.config.objective, 64))) {
                return s.step;
            }
        }
    };
    Training by_accuracy(with_stop({.accuracy = 0.97}), {"cpu"}, make_engine, 50);
    EXPECT_EQ(run(by_accuracy),
              first_epoch([](const Metrics& m) { return m.test_accuracy >= 0.97; }));
    Training by_loss(with_stop({.loss = 0.03}), {"cpu"}, make_engine, 7);
    EXPECT_EQ(run(by_loss), first_epoch([](const Metrics& m) { return m.loss <= 0.03; }));
}

TEST(StoppedRun, StopsOnAPlateauAtTheEndOfAnEpoch) {
    Training training(with_stop({.plateau = 20, .plateau_change = 0.01}), {"cpu"});
    const std::int64_t step = run(training, 20000);
    ASSERT_TRUE(training.stopped());
    EXPECT_EQ(step % 8, 0);
    EXPECT_GT(step, 20 * 8);
    EXPECT_GT(training.snapshot().rows->back().members[1].test_accuracy, 0.95);
}

// The count of epochs without a fall goes on, and a condition that has stopped the run does not
// stop it again.
TEST(StoppedRun, StopsAtTheSameStepOfAPlateauInAReopenedSession) {
    const StopConfig stop{.steps = 40, .plateau = 20, .plateau_change = 0.01};
    Training unbroken(with_stop(stop), {"cpu"});
    EXPECT_EQ(run(unbroken), 40);
    const std::int64_t step = run(unbroken, 20000);
    ASSERT_GT(step, 40);
    ASSERT_TRUE(unbroken.stopped());
    for (const std::int64_t at : {std::int64_t{40}, step - 83, step - 8, step - 1}) {
        Training first(with_stop(stop), {"cpu"});
        while (first.steps() < at) {
            first.step();
        }
        Training again(parse_session(session_bytes({first.state(), ""})).training, {"cpu"});
        EXPECT_EQ(run(again, 20000), step) << "closed at " << at;
        EXPECT_TRUE(again.stopped());
        EXPECT_EQ(again.snapshot().message, unbroken.snapshot().message);
    }
}

TEST(StoppedRun, IsTheSameRunAsOneThatGoesOn) {
    Training stops(with_stop({.accuracy = 0.9}), {"cpu"});
    Training free(with_stop({}), {"cpu"});
    const std::int64_t at = run(stops);
    for (int i = 0; i < 30; ++i) {
        stops.step();
    }
    while (free.steps() < at + 30) {
        free.step();
    }
    EXPECT_EQ(stops.snapshot().members[1].weights->values,
              free.snapshot().members[1].weights->values);
}

TEST(StoppedRun, StopsAgainAfterAResetAndAfterNewConditions) {
    Training training(with_stop({.steps = 5}), {}, SlowEngine::factory({}));
    EXPECT_EQ(run(training, 50), 5);
    training.apply(Reset{});
    EXPECT_FALSE(training.stopped());
    EXPECT_EQ(run(training, 50), 5);
    training.set_stop({.steps = 9});
    EXPECT_EQ(training.config().stop.steps, 9);
    EXPECT_EQ(run(training, 50), 9);
    training.set_stop({.steps = 3});
    EXPECT_EQ(run(training, 50), 50) << "behind it already";
}

TEST(StoppedRun, PausesTheTrainer) {
    Trainer trainer(with_stop({.steps = 7}), {.factory = SlowEngine::factory({})});
    trainer.start();
    const auto wait_for = [&](auto there) {
        for (int i = 0; i < 2000 && !there(*trainer.snapshot()); ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        return there(*trainer.snapshot());
    };
    EXPECT_TRUE(wait_for([](const Snapshot& s) { return s.status == Status::Paused; }));
    EXPECT_EQ(trainer.snapshot()->step, 7);
    EXPECT_TRUE(trainer.snapshot()->stopped);
    trainer.send(SetStop{{.steps = 12}});
    trainer.send(la::Run{});
    EXPECT_TRUE(wait_for([](const Snapshot& s) { return s.step == 12 && s.stopped; }));
    EXPECT_EQ(trainer.snapshot()->status, Status::Paused);
}

TEST(StopConfig, IsReadWrittenAndChecked) {
    const Config config = parse_config(R"({"stop": {"steps": 10, "accuracy": 0.9, "plateau": 4}})");
    EXPECT_EQ(config.stop, (StopConfig{.steps = 10, .accuracy = 0.9, .plateau = 4}));
    EXPECT_EQ(parse_config(to_json(config)), config);
    EXPECT_EQ(parse_config(R"({"stop": {}})").stop, StopConfig{});
    EXPECT_THROW(parse_config(R"({"stop": {"accuracy": 1.5}})"), UsageError);
    EXPECT_THROW(parse_config(R"({"stop": {"time": 3}})"), UsageError);
    EXPECT_THROW(parse_config(R"({"compare": {"stop.steps": 3}})"), UsageError);
}

}  // namespace
}  // namespace la
