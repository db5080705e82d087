// A run trained anew from its recording has the same weights, bit for bit.

#include "core/train/replay.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/io/change_json.h"
#include "core/io/presets.h"
#include "core/io/run_folder.h"
#include "core/io/session.h"
#include "tests/core/session_cases.h"

namespace la {
namespace {

// As opened from a file: nothing of the live training is left.
TrainingState closed(Training& training) {
    return parse_session(session_bytes({training.state(), ""})).training;
}

void replays(Training& training) {
    const TrainingState run = closed(training);
    Replay replay(run);
    while (replay.step()) {}
    const Snapshot was = training.snapshot(), is = replay.training().snapshot();
    EXPECT_EQ(is.step, was.step);
    ASSERT_EQ(is.members.size(), was.members.size());
    for (std::size_t m = 0; m < is.members.size(); ++m) {
        EXPECT_EQ(weights_hash(*is.members[m].weights), weights_hash(*was.members[m].weights)) << m;
        EXPECT_EQ(metrics_csv(is, m), metrics_csv(was, m)) << m;
        EXPECT_EQ(is.members[m].nu, was.members[m].nu) << m;
    }
    EXPECT_TRUE(same_weights(replay.training().state().weights, run.weights));
    EXPECT_TRUE(session_bytes({replay.training().state(), ""}) == session_bytes({run, ""}));
}

class Replays : public ::testing::TestWithParam<SessionCase> {};

TEST_P(Replays, TheSameWeights) {
    Training training(GetParam().config(), {"cpu"});
    train(training, 60, GetParam());
    replays(training);
}

INSTANTIATE_TEST_SUITE_P(Replay, Replays, ::testing::ValuesIn(session_cases()),
                         [](const auto& what) { return what.param.name; });

void steps(Training& training, int count) {
    for (int i = 0; i < count; ++i) {
        training.step();
    }
}

TEST(Replay, AfterAResetWithWhatWasSetBefore) {
    Training training(find_preset("far-circles-uzawa").config, {"cpu"});
    steps(training, 12);
    training.apply(SetLambda{1, 0.4});
    training.apply(SetLambda{0, 0.2});
    OptimizerConfig optimizer = training.config().optimizer;
    optimizer.learning_rate = 0.02;
    training.apply(SetOptimizer{optimizer});
    steps(training, 5);
    training.apply(Reset{});
    steps(training, 21);
    training.apply(SetLambda{1, 0.9});
    steps(training, 10);
    EXPECT_EQ(training.state().recording.changes().size(), 1u);
    replays(training);
}

TEST(Replay, AfterANewSeedAnotherConfigurationAndAnotherEngine) {
    Training training(find_preset("circles").config, {"cpu"});
    steps(training, 12);
    training.apply(NewSeed{});
    steps(training, 12);
    replays(training);
    training.apply(Load{find_preset("moons").config});
    training.apply(SetLambda{1, 0.2});  // before there is an engine
    steps(training, 7);
    training.apply(SetEngine{"fused", "cpu"});
    steps(training, 7);
    replays(training);
}

TEST(Replay, FromWeightsThatWereGiven) {
    Training training(find_preset("circles").config, {"cpu"});
    steps(training, 30);
    std::vector<Weights> given;
    for (const MemberSnapshot& member : training.snapshot().members) {
        given.push_back(*member.weights);
    }
    training.start_from(given);
    steps(training, 9);
    replays(training);
}

TEST(Replay, OfAContinuedSession) {
    Training training(find_preset("circles").config, {"cpu"});
    steps(training, 10);
    training.apply(SetLambda{1, 0.4});
    steps(training, 10);
    Training again(closed(training), {"cpu"});
    steps(again, 10);
    again.apply(SetLambda{1, 0.1});
    steps(again, 10);
    EXPECT_EQ(again.state().recording.changes().size(), 2u);
    replays(again);
}

TEST(Replay, OfARunThatDiverged) {
    Config config = find_preset("circles").config;
    config.optimizer.kind = OptimizerKind::Sgd;
    Training training(config, {"cpu"});
    steps(training, 10);
    config.optimizer.learning_rate = 1000;
    training.apply(SetOptimizer{config.optimizer});
    steps(training, 50);
    ASSERT_EQ(training.snapshot().status, Status::Diverged);
    replays(training);
}

TEST(Replay, OfADragBetweenTwoStepsOnlyTheEndIsKept) {
    Training training(find_preset("circles").config, {"cpu"});
    steps(training, 3);
    for (int i = 1; i <= 100; ++i) {
        training.apply(SetLambda{1, 0.01 * i});
    }
    training.apply(SetLambda{0, 0.5});
    steps(training, 3);
    const TrainingState state = training.state();
    ASSERT_EQ(state.recording.changes().size(), 2u);
    EXPECT_EQ(std::get<SetLambda>(state.recording.changes()[0].change).lambda, 1.0);
    replays(training);
}

// Uzawa, then 0, then a lambda: the mode is "weight", which the last lambda alone would not give.
TEST(Replay, ALambdaOfNoughtInBetweenIsKept) {
    Training training(find_preset("far-circles-uzawa").config, {"cpu"});
    steps(training, 3);
    training.apply(SetLambda{1, 0.0});
    training.apply(SetLambda{1, 0.3});
    steps(training, 9);
    EXPECT_EQ(training.snapshot().members[1].config.objective.mode, Mode::Weight);
    replays(training);
}

TEST(Replay, TooManyChangesAreSaid) {
    Training training(find_preset("circles").config, {"cpu"});
    Recording recording = training.state().recording;
    for (std::size_t i = 0; i <= Recording::kMost; ++i) {
        recording.note(static_cast<std::int64_t>(i), SetLambda{1, 0.1});
    }
    EXPECT_FALSE(recording.complete());
    TrainingState state = training.state();
    state.recording = recording;
    EXPECT_THROW(Replay{state}, Error);
}

TEST(ChangeJson, EveryChangeReadsBackEqual) {
    OptimizerConfig optimizer;
    optimizer.learning_rate = 0.1 + 0.2;
    for (const Change& change :
         std::vector<Change>{Reset{}, NewSeed{}, SetLambda{1, 0.1}, SetLambda{0, 0.25, Mode::Uzawa},
                             SetOptimizer{optimizer}, Load{find_preset("moons").config},
                             SetEngine{"torch", "cuda:1"}}) {
        const std::string json = to_json(change);
        EXPECT_EQ(parse_change(json).index(), change.index()) << json;
        EXPECT_EQ(to_json(parse_change(json)), json);
    }
    EXPECT_EQ(std::get<SetOptimizer>(parse_change(to_json(SetOptimizer{optimizer}))).optimizer,
              optimizer);
    EXPECT_EQ(std::get<Load>(parse_change(to_json(Load{find_preset("moons").config}))).config,
              find_preset("moons").config);
    for (const char* bad : {"", "[]", "{}", R"({"dance": {}})", R"({"lambda": {"member": 0}})",
                            R"({"optimizer": {"batch": 0}})", R"({"reset": {}, "new_seed": {}})"}) {
        EXPECT_THROW(parse_change(bad), Error) << bad;
    }
}

}  // namespace
}  // namespace la
