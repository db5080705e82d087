// A run trained again from its recording has the same weights, bit for bit.

#include "core/train/replay.h"

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/io/change_json.h"
#include "core/io/presets.h"
#include "core/io/run_folder.h"
#include "core/io/session_file.h"
#include "tests/support/session_cases.h"

namespace la {
namespace {

// The state as a file keeps it, without anything of the live training.
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

class ReplayedRun : public ::testing::TestWithParam<SessionCase> {};

TEST_P(ReplayedRun, HasTheSameWeights) {
    Training training(GetParam().config(), {"cpu"});
    train(training, 60, GetParam());
    replays(training);
}

INSTANTIATE_TEST_SUITE_P(Replay, ReplayedRun, ::testing::ValuesIn(session_cases()),
                         [](const auto& what) { return what.param.name; });

void steps(Training& training, int count) {
    for (int i = 0; i < count; ++i) {
        training.step();
    }
}

TEST(Replay, StartsFromAResetWithTheSettingsBeforeIt) {
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

TEST(Replay, FollowsANewSeedAnotherConfigurationAndAnotherEngine) {
    Training training(find_preset("circles").config, {"cpu"});
    steps(training, 12);
    training.apply(NewSeed{});
    steps(training, 12);
    replays(training);
    training.apply(Load{find_preset("moons").config});
    training.apply(SetLambda{1, 0.2});  // before there is an engine
    steps(training, 7);
    training.apply(SetEngine{EngineKind::Fused, "cpu"});
    steps(training, 7);
    replays(training);
}

TEST(Replay, StartsFromGivenWeights) {
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

TEST(Replay, CoversAContinuedSession) {
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

TEST(Replay, DivergesAtTheSameStep) {
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

TEST(Replay, KeepsOnlyTheEndOfADragBetweenTwoSteps) {
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
TEST(Replay, KeepsALambdaOfZeroInBetween) {
    Training training(find_preset("far-circles-uzawa").config, {"cpu"});
    steps(training, 3);
    training.apply(SetLambda{1, 0.0});
    training.apply(SetLambda{1, 0.3});
    steps(training, 9);
    EXPECT_EQ(training.snapshot().members[1].config.objective.mode, Mode::Weight);
    replays(training);
}

TEST(Replay, IsRefusedAfterTooManyChanges) {
    Training training(find_preset("circles").config, {"cpu"});
    Recording recording = training.state().recording;
    for (std::size_t i = 0; i <= Recording::kMax; ++i) {
        recording.note(static_cast<std::int64_t>(i), SetLambda{1, 0.1});
    }
    EXPECT_FALSE(recording.complete());
    TrainingState state = training.state();
    state.recording = recording;
    EXPECT_THROW(Replay{state}, Error);
}

Config steep() {  // B is lost at about step 70
    Config config = find_preset("circles").config;
    config.optimizer.kind = OptimizerKind::Momentum;
    config.optimizer.learning_rate = 0.3;
    return config;
}

void until_lost(Training& training) {
    while (!training.diverged() && training.steps() < 3000) {
        training.step();
    }
    ASSERT_TRUE(training.diverged());
}

void slow_down(Training& training, double rate) {
    OptimizerConfig optimizer = training.config().optimizer;
    optimizer.learning_rate = rate;
    training.apply(SetOptimizer{optimizer});
}

TEST(Replay, RewindsWhereTheRunDid) {
    Training training(steep(), {"cpu"});
    until_lost(training);
    replays(training);
    training.apply(Rewind{});
    replays(training);
    slow_down(training, 0.02);
    steps(training, 200);
    ASSERT_FALSE(training.diverged());
    replays(training);
}

TEST(Replay, RewindsAgainAndAgain) {
    Training training(steep(), {"cpu"});
    steps(training, 20);
    training.apply(SetLambda{1, 0.3});
    until_lost(training);
    training.apply(Rewind{});
    until_lost(training);
    training.apply(Rewind{});
    until_lost(training);
    slow_down(training, 0.02);  // while it is diverged
    training.apply(SetLambda{0, 0.1});
    training.apply(Rewind{});
    steps(training, 30);
    slow_down(training, 100);
    until_lost(training);
    training.apply(SetEngine{EngineKind::Fused, "cpu"});
    slow_down(training, 0.01);
    training.apply(Rewind{});
    steps(training, 30);
    ASSERT_FALSE(training.diverged());
    replays(training);
    EXPECT_EQ(training.config().optimizer.learning_rate, 0.01);
}

TEST(Replay, GoesOnFromEarlierSteps) {
    Training training(find_preset("circles").config, {"cpu"});
    steps(training, 100);
    training.apply(SetLambda{1, 0.3});
    steps(training, 100);
    training.apply(Rewind{.to = 150});
    replays(training);
    training.apply(SetLambda{1, 0.01});
    steps(training, 80);
    training.apply(Rewind{.to = 30});  // before the other
    replays(training);
    slow_down(training, 0.002);
    steps(training, 40);
    replays(training);
    training.apply(SetEngine{EngineKind::Double, "cpu"});
    steps(training, 10);
    training.apply(Rewind{.to = 45});  // steps of another engine are taken again by that one
    EXPECT_EQ(training.snapshot().asked.engine, EngineKind::Double);
    steps(training, 20);
    replays(training);
}

TEST(Replay, GoesOnAfterTheLogsHaveThinned) {
    Training training(find_preset("circles").config, {"cpu"});
    steps(training, 1300);
    training.apply(Rewind{.to = 1001});
    steps(training, 5);
    EXPECT_EQ(training.state().rows_spacing, 2);
    replays(training);
}

// The logs have thinned themselves when the run diverges, and keep the wider spacing.
TEST(Replay, RewindsAfterTheLogsHaveThinned) {
    Training training(find_preset("circles").config, {"cpu"});
    steps(training, 1190);
    OptimizerConfig wild = training.config().optimizer;
    wild.kind = OptimizerKind::Momentum;
    wild.learning_rate = 0.2;
    training.apply(SetOptimizer{wild});
    until_lost(training);
    ASSERT_GT(training.steps(), 1200) << "before the log thins";
    training.apply(Rewind{});
    ASSERT_LT(training.steps(), 1200);
    training.apply(SetOptimizer{find_preset("circles").config.optimizer});
    steps(training, 5);
    EXPECT_EQ(training.state().rows_spacing, 2);
    replays(training);
}

TEST(Replay, RewindsAUzawaRun) {
    Config config = find_preset("far-circles-uzawa").config;
    Training training(config, {"cpu"});
    steps(training, 42);
    training.apply(SetLambda{1, 0.2});
    steps(training, 3);
    config.optimizer.kind = OptimizerKind::Sgd;
    config.optimizer.learning_rate = 1000;
    training.apply(SetOptimizer{config.optimizer});
    until_lost(training);
    training.apply(Rewind{});
    slow_down(training, 0.01);
    steps(training, 60);
    replays(training);
}

PointEdit put(float x, float y, std::uint8_t label) {
    return {
        .kind = PointEdit::Kind::Add, .index = 0, .point = {x, y}, .label = label, .test = false};
}

// Paints, relabels, moves and erases points during the run, as the brush and undo do.
void draw(Training& training, int stroke) {
    const Dataset before = *training.snapshot().data;
    const auto apply = [&](std::vector<PointEdit> edits, int number) {
        training.apply(EditPoints{std::move(edits), number, 0});
    };
    std::vector<PointEdit> painted;
    for (int i = 0; i < 20; ++i) {
        painted.push_back(
            put(0.1f * static_cast<float>(i), 1.5f, static_cast<std::uint8_t>(i % 2)));
    }
    apply(painted, stroke);
    steps(training, 7);
    std::vector<PointEdit> change;
    for (int i = 0; i < 5; ++i) {
        change.push_back({.kind = PointEdit::Kind::Set,
                          .index = 3 * i,
                          .point = before.points[3 * i] + glm::vec2(0.1f, -0.2f),
                          .label = static_cast<std::uint8_t>(1 - before.labels[3 * i]),
                          .test = false});
    }
    const std::vector<PointEdit> back = inverse(*training.snapshot().data, change);
    apply(change, stroke + 1);
    steps(training, 5);
    apply(back, stroke + 2);  // undo
    steps(training, 3);
    apply({{.kind = PointEdit::Kind::Remove, .index = 2, .point = {}, .label = 0, .test = false}},
          stroke + 3);
    steps(training, 2);
}

TEST(Replay, DrawsThePointsThatWereDrawn) {
    for (const bool shuffled : {true, false}) {
        Config config = find_preset("circles").config;
        config.optimizer.shuffle = shuffled;
        Training training(config, {"cpu"});
        training.apply(EditPoints{{put(0, 0, 1)}, 1, 0});  // before there is an engine
        steps(training, 13);
        draw(training, 2);
        training.apply(SetLambda{1, 0.2});
        steps(training, 11);
        replays(training);
        Training again(closed(training), {"cpu"});
        draw(again, 9);
        draw(training, 9);
        EXPECT_TRUE(session_bytes({again.state(), ""}) == session_bytes({training.state(), ""}));
        replays(again);
    }
}

TEST(Replay, GoesOnAmongPointsDrawnByHand) {
    Training training(find_preset("circles").config, {"cpu"});
    steps(training, 30);
    draw(training, 1);
    steps(training, 30);
    draw(training, 2);
    steps(training, 30);
    const int points = training.snapshot().data->size();
    training.apply(Rewind{.to = 45});
    EXPECT_EQ(training.snapshot().data->size(), points) << "the points are those of now";
    steps(training, 20);
    replays(training);
}

TEST(Replay, RewindsARunWithPointsDrawnSince) {
    Training training(find_preset("circles").config, {"cpu"});
    steps(training, 40);
    draw(training, 1);
    slow_down(training, 1000);
    training.apply(EditPoints{{put(2, 2, 1)}, 7, 0});
    until_lost(training);
    training.apply(EditPoints{{put(-2, 2, 0)}, 8, 0});  // while it is diverged
    const Dataset points = *training.snapshot().data;
    slow_down(training, 0.005);
    training.apply(Rewind{});
    EXPECT_EQ(training.snapshot().data->points, points.points) << "what was drawn stays";
    EXPECT_EQ(training.snapshot().data->labels, points.labels);
    steps(training, 40);
    ASSERT_FALSE(training.diverged());
    replays(training);
}

TEST(ChangeJson, EveryChangeReadsBackEqual) {
    OptimizerConfig optimizer;
    optimizer.learning_rate = 0.1 + 0.2;
    for (const Change& change :
         std::vector<Change>{Reset{}, NewSeed{}, SetLambda{1, 0.1}, SetLambda{0, 0.25, Mode::Uzawa},
                             SetOptimizer{optimizer}, Load{find_preset("moons").config},
                             SetEngine{EngineKind::Torch, "cuda:1"},
                             EditPoints{{put(1, 2, 3)}, 4, 5}, Rewind{12, 2, 4}}) {
        const std::string json = to_json(change);
        EXPECT_EQ(parse_change(json).index(), change.index()) << json;
        EXPECT_EQ(to_json(parse_change(json)), json);
    }
    EXPECT_EQ(std::get<SetOptimizer>(parse_change(to_json(SetOptimizer{optimizer}))).optimizer,
              optimizer);
    EXPECT_EQ(std::get<Load>(parse_change(to_json(Load{find_preset("moons").config}))).config,
              find_preset("moons").config);
    for (const char* bad : {"", "[]", "{}", R"({"dance": {}})", R"({"lambda": {"member": 0}})",
                            R"({"optimizer": {"batch": 0}})",
                            R"({"engine": {"engine": "auto", "device": "cudaxyz"}})",
                            R"({"engine": {"engine": "abacus", "device": "cpu"}})",
                            R"({"reset": {}, "new_seed": {}})"}) {
        EXPECT_THROW(parse_change(bad), Error) << bad;
    }
}

}  // namespace
}  // namespace la
