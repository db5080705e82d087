// The trainer's two runs: one takes steps, the other waits.

#include <gtest/gtest.h>

#include "core/shallow/shallow_state.h"
#include "core/train/command_effects.h"
#include "core/train/trainer.h"

namespace la {
namespace {

Config small() {
    Config config;
    config.laboratory = LaboratoryKind::MeanField;
    config.shallow.nodes = 30;
    config.shallow.train = 120;
    config.shallow.fresh = 60;
    config.stop.steps = 40;
    config.dataset.points = 100;
    return config;
}

Trainer::Options inline_options() {
    Trainer::Options out;
    out.engine = {.device = "cpu", .engine = EngineKind::Fused};
    out.on_thread = false;
    return out;
}

const ShallowNodes& nodes(const Snapshot& snapshot) {
    return *snapshot.shallow->networks[0].nodes;
}

TEST(ShallowTrainer, AConfigurationOpensItsRun) {
    Trainer flow(Config(), inline_options()), shallow(small(), inline_options());
    EXPECT_EQ(flow.snapshot()->shallow, nullptr);
    EXPECT_EQ(flow.snapshot()->kind, RunKind::Residual);
    ASSERT_NE(shallow.snapshot()->shallow, nullptr);
    EXPECT_EQ(shallow.snapshot()->kind, RunKind::Shallow);
    EXPECT_EQ(shallow.snapshot()->config->stop.steps, 0);  // it is not the residual run's
    EXPECT_EQ(shallow.snapshot()->shallow->config->stop.steps, 40);
}

TEST(ShallowTrainer, OneRunTakesStepsAndTheOtherWaits) {
    Trainer trainer(small(), inline_options());
    trainer.run_inline(10);
    EXPECT_EQ(trainer.snapshot()->shallow->step, 10);
    EXPECT_EQ(trainer.snapshot()->step, 0);
    trainer.send(ChooseRun{RunKind::Residual});
    trainer.prepare_inline();
    trainer.run_inline(5);
    EXPECT_EQ(trainer.snapshot()->shallow->step, 10);
    EXPECT_EQ(trainer.snapshot()->step, 5);
    trainer.send(ChooseRun{RunKind::Shallow});
    trainer.run_inline(1);
    EXPECT_EQ(trainer.snapshot()->shallow->step, 11);
    EXPECT_EQ(trainer.snapshot()->step, 5);
}

TEST(ShallowTrainer, StopsAtItsStepAndGoesOn) {
    Trainer trainer(small(), inline_options());
    trainer.run_inline(100);
    EXPECT_EQ(trainer.snapshot()->shallow->step, 40);
    EXPECT_TRUE(trainer.snapshot()->shallow->stopped);
    trainer.run_inline(3);
    EXPECT_EQ(trainer.snapshot()->shallow->step, 43);
    EXPECT_FALSE(trainer.snapshot()->shallow->stopped);
}

TEST(ShallowTrainer, AnotherStopIsNoOtherRun) {
    Trainer trainer(small(), inline_options()), unbroken(small(), inline_options());
    trainer.run_inline(10);
    const std::uint64_t run = trainer.snapshot()->shallow->run;
    StopConfig stop;
    stop.steps = 25;
    trainer.send(SetStop{stop});
    trainer.run_inline(0);
    EXPECT_EQ(trainer.snapshot()->shallow->step, 10);
    EXPECT_EQ(trainer.snapshot()->shallow->config->stop.steps, 25);
    trainer.run_inline(100);
    unbroken.run_inline(25);
    EXPECT_EQ(trainer.snapshot()->shallow->step, 25);
    EXPECT_EQ(trainer.snapshot()->shallow->run, run);
    EXPECT_EQ(nodes(*trainer.snapshot()).w, nodes(*unbroken.snapshot()).w);
    EXPECT_EQ(trainer.snapshot()->config->stop.steps, 0) << "that of the residual run";
    EXPECT_EQ(trainer.last_state().shallow->config.stop.steps, 25);
}

TEST(ShallowTrainer, AResetReturnsToTheSameNodes) {
    Trainer trainer(small(), inline_options());
    const std::vector<double> start = nodes(*trainer.snapshot()).w;
    const std::uint64_t run = trainer.snapshot()->shallow->run;
    trainer.run_inline(10);
    EXPECT_NE(nodes(*trainer.snapshot()).w, start);
    trainer.send(Change{Reset{}});
    trainer.run_inline(0);
    EXPECT_EQ(nodes(*trainer.snapshot()).w, start);
    EXPECT_EQ(trainer.snapshot()->shallow->step, 0);
    EXPECT_GT(trainer.snapshot()->shallow->run, run);
}

TEST(ShallowTrainer, TheStateHoldsBothRunsAndGoesOnBitForBit) {
    Trainer trainer(small(), inline_options());
    trainer.run_inline(10);
    const TrainingState state = trainer.last_state();
    ASSERT_NE(state.shallow, nullptr);
    Trainer again(state, inline_options());
    again.send(ChooseRun{RunKind::Shallow});
    trainer.run_inline(15);
    again.run_inline(15);
    EXPECT_EQ(again.snapshot()->shallow->step, 25);
    EXPECT_EQ(nodes(*again.snapshot()).w, nodes(*trainer.snapshot()).w);
    EXPECT_EQ(nodes(*again.snapshot()).a, nodes(*trainer.snapshot()).a);
}

// Its points were in a file that has gone: the rest of the session is opened.
TEST(ShallowTrainer, AStateWithoutItsPointsOpensWithoutTheShallowRun) {
    Trainer trainer(small(), inline_options());
    TrainingState state = trainer.last_state();
    auto lost = std::make_shared<ShallowState>(*state.shallow);
    lost->config.shallow.points = ShallowPoints::Dataset;
    lost->config.dataset.kind = DatasetKind::Csv;
    lost->config.dataset.file = "/no/such/file.csv";
    state.shallow = lost;
    Trainer again(state, inline_options());
    EXPECT_EQ(again.snapshot()->shallow, nullptr);
    EXPECT_NE(again.snapshot()->message.find("/no/such/file.csv"), std::string::npos);
    trainer.send(Open{std::make_shared<const TrainingState>(state)});
    trainer.run_inline(0);
    EXPECT_NE(trainer.snapshot()->message.find("/no/such/file.csv"), std::string::npos);
}

TEST(ShallowTrainer, ALeftRunIsKeptForTheUndo) {
    Trainer trainer(small(), inline_options());
    trainer.run_inline(10);
    const std::vector<double> was = nodes(*trainer.snapshot()).w;
    Config other = small();
    other.shallow.alpha = 3;
    trainer.send(LoadShallow{other, 7, 0});
    trainer.run_inline(4);
    EXPECT_EQ(trainer.snapshot()->shallow->networks[0].alpha, 3);
    trainer.send(LoadShallow{small(), 8, 7});
    trainer.run_inline(0);
    EXPECT_EQ(trainer.snapshot()->shallow->step, 10);
    EXPECT_EQ(nodes(*trainer.snapshot()).w, was);
    trainer.send(LoadShallow{other, 0, 99});  // not kept: begins anew
    trainer.run_inline(0);
    EXPECT_EQ(trainer.snapshot()->shallow->step, 0);
}

TEST(ShallowTrainer, WhatCannotBeBegunLeavesTheRun) {
    Trainer trainer(small(), inline_options());
    trainer.run_inline(10);
    Config bad = small();
    bad.shallow.points = ShallowPoints::Dataset;
    bad.dataset.kind = DatasetKind::Blobs;
    bad.dataset.classes = 5;
    trainer.send(LoadShallow{bad});
    trainer.run_inline(0);
    EXPECT_EQ(trainer.snapshot()->shallow->step, 10);
    EXPECT_FALSE(trainer.snapshot()->message.empty());
}

TEST(CommandEffects, OnlyTheLastOfSeveralShallowRunsIsBegun) {
    Config one = small(), two = small(), three = small();
    two.shallow.alpha = 2;
    three.shallow.alpha = 3;
    const std::vector<Command> all =
        joined({LoadShallow{one, 5}, LoadShallow{two}, LoadShallow{three}, Pause{}});
    ASSERT_EQ(all.size(), 2u);
    const auto& run = std::get<LoadShallow>(all[0]);
    EXPECT_EQ(run.config.shallow.alpha, 3);
    EXPECT_EQ(run.leaves, 5u);
    // A run that is kept under a number of its own is begun.
    EXPECT_EQ(joined({LoadShallow{one, 5}, LoadShallow{two, 6}}).size(), 2u);
}

}  // namespace
}  // namespace la
