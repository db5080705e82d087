#include "core/measure/blow_up.h"

#include <gtest/gtest.h>

#include "core/io/presets.h"
#include "core/train/training.h"

namespace la {
namespace {

Snapshot run(Training& training, std::int64_t steps) {
    while (training.steps() < steps && !training.diverged()) {
        training.step();
    }
    return training.snapshot();
}

// Every kind of training that goes well, from every preset.
TEST(BlowUp, IsNoneInOrdinaryRuns) {
    for (const Preset& preset : presets()) {
        Training training(preset.config, {}, make_engine, 1);
        EXPECT_FALSE(run(training, 300).status == Status::Diverged) << preset.name;
    }
    Config config = find_preset("circles").config;
    config.compare.clear();
    config.objective.lambda = 0;
    config.optimizer.learning_rate = 0.1;
    Training training(config, {}, make_engine, 1);
    EXPECT_FALSE(run(training, 2000).status == Status::Diverged);
}

// Weights stay finite, and the flow carries the points beyond all bounds.
TEST(BlowUp, OfAHighLearningRateInMidRunIsADivergence) {
    for (const double rate : {10.0, 3.0, 30.0, 100.0}) {
        Training training(find_preset("circles").config, {}, make_engine, 10);
        const Snapshot before = run(training, 200);
        ASSERT_EQ(before.status, Status::Paused);
        SetOptimizer change{before.config->optimizer};
        change.optimizer.learning_rate = rate;
        training.apply(change);
        const Snapshot end = run(training, 1000);
        ASSERT_EQ(end.status, Status::Diverged) << rate;
        EXPECT_NE(end.message.find("diverged at step"), std::string::npos) << end.message;
        // Gone back from, as any other divergence.
        ASSERT_GE(end.rewind_step, 0);
        training.apply(Rewind{});
        const Snapshot back = training.snapshot();
        EXPECT_EQ(back.status, Status::Paused);
        EXPECT_EQ(back.step, end.rewind_step);
        EXPECT_TRUE(back.rows->back().members.back().loss < 2);
    }
}

// Whoever looks when: the step that is reported is the first that is lost.
TEST(BlowUp, IsFoundAtTheSameStepWithFewRows) {
    Config config = find_preset("circles").config;
    config.optimizer.learning_rate = 10;
    Training each(config, {}, make_engine, 1), seldom(config, {}, make_engine, 100);
    const Snapshot one = run(each, 1000), other = run(seldom, 1000);
    ASSERT_EQ(one.status, Status::Diverged);
    EXPECT_EQ(one.message, other.message);
    EXPECT_EQ(one.step, other.step);
    EXPECT_EQ(one.members.back().weights->values, other.members.back().weights->values);
}

}  // namespace
}  // namespace la
