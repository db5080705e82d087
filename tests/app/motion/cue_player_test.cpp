#include "app/motion/cue_player.h"

#include <gtest/gtest.h>

#include <cmath>

#include "app/motion/lambda_scale.h"
#include "core/io/presets.h"

namespace la {
namespace {

std::vector<Cue> some() {
    return {{.at = 0, .speed = 250, .reset = true, .say = "alike"},
            {.at = 2, .seconds = 4, .lambda = 0.1, .say = "up"},
            {.at = 8, .lambda = 0, .say = "zero"},
            {.at = 9, .seconds = 2, .depth = 6}};
}

TEST(Cues, AreReachedInTheirOrder) {
    CuePlayer player;
    player.play(some(), 0.001, 2);
    CueMoves moves = player.advance(0.5);
    EXPECT_TRUE(moves.reset);
    EXPECT_EQ(moves.speed, 250);
    EXPECT_FALSE(moves.lambda.has_value());
    EXPECT_EQ(player.say(), "alike");
    moves = player.advance(1);
    EXPECT_FALSE(moves.reset || moves.speed || moves.lambda || moves.depth) << "once";
    player.advance(1);
    EXPECT_EQ(player.say(), "up");
}

TEST(Cues, MoveLambdaAlongTheScaleOfTheSlider) {
    CuePlayer player;
    player.play(some(), 0.001, 2);
    player.advance(2);
    const CueMoves middle = player.advance(2);  // half of four seconds: half of two decades
    ASSERT_TRUE(middle.lambda.has_value());
    EXPECT_NEAR(*middle.lambda, 0.01, 1e-9);
    double last = *middle.lambda;
    for (int i = 0; i < 20; ++i) {
        const CueMoves moves = player.advance(0.1);
        ASSERT_TRUE(moves.lambda.has_value());
        EXPECT_GE(*moves.lambda, last);
        EXPECT_LT(*moves.lambda / last, 1.2) << "no jump";
        last = *moves.lambda;
    }
    EXPECT_DOUBLE_EQ(player.advance(0.05).lambda.value_or(last), 0.1) << "exactly what was asked";
    EXPECT_FALSE(player.advance(0.1).lambda.has_value()) << "it has arrived";
}

TEST(Cues, LeadLambdaToZeroExactlyAndUpFromIt) {
    CuePlayer player;
    player.play({{.at = 0, .seconds = 1, .lambda = 0}, {.at = 2, .seconds = 2, .lambda = 0.1}}, 0.1,
                0);
    EXPECT_GT(player.advance(0.5).lambda.value(), 0);
    EXPECT_EQ(player.advance(0.6).lambda.value(), 0);
    player.advance(0.9);
    EXPECT_LT(player.advance(0.3).lambda.value(), kLambdaMin * 2);
    EXPECT_EQ(player.advance(2).lambda.value(), 0.1);
}

TEST(Cues, MoveTheDepthAndEnd) {
    CuePlayer player;
    player.play(some(), 0.001, 2);
    const CueMoves moves = player.advance(10);  // one long frame past all cues
    EXPECT_TRUE(moves.reset);
    EXPECT_EQ(moves.lambda, 0);
    EXPECT_EQ(moves.depth, 4);
    EXPECT_EQ(player.say(), "zero");
    EXPECT_TRUE(player.playing());
    EXPECT_EQ(player.length(), 11);
    EXPECT_EQ(player.advance(1).depth, 6);
    EXPECT_FALSE(player.playing());
    EXPECT_TRUE(player.ended()) << "the end card";
    EXPECT_FALSE(player.advance(1).depth.has_value());
    player.stop();
    EXPECT_FALSE(player.ended());
}

TEST(Cues, DoNotDependOnTheFramesInBetween) {
    const auto end = [](double frame) {
        CuePlayer player;
        player.play(some(), 0.001, 2);
        double lambda = 0;
        for (int i = 1; i * frame <= 5; ++i) {
            lambda = player.advance(frame).lambda.value_or(lambda);
        }
        return lambda;
    };
    EXPECT_NEAR(end(0.01), end(0.25), 1e-12);
    EXPECT_NEAR(end(0.01), end(5), 1e-12);
}

TEST(Cues, StopOnRequestAndMayBeEmpty) {
    CuePlayer player;
    EXPECT_FALSE(player.playing());
    player.play({}, 0.1, 0);
    EXPECT_FALSE(player.playing());
    player.play(some(), 0.1, 0);
    player.stop();
    EXPECT_FALSE(player.advance(1).reset);
}

TEST(Cues, WaitForTheirEffectWhileMovesGoOn) {
    CuePlayer player;
    player.play({{.at = 0, .say = "before"},
                 {.at = 1, .seconds = 2, .lambda = 0.1},
                 {.at = 1.5, .say = "it falls", .when = Condition{.value = "action"}},
                 {.at = 2, .say = "after"}},
                0.001, 0);
    bool fell = false;
    const auto holds = [&fell](const Condition&) { return fell; };
    double lambda = 0;
    for (int i = 0; i < 100; ++i) {
        lambda = player.advance(0.1, holds).lambda.value_or(lambda);
    }
    EXPECT_EQ(lambda, 0.1) << "a move waits for no caption";
    EXPECT_EQ(player.say(), "before");
    EXPECT_TRUE(player.waits_to_see());
    fell = true;
    player.advance(0.1, holds);
    EXPECT_EQ(player.say(), "it falls");
    player.advance(0.6, holds);
    EXPECT_EQ(player.say(), "after");
}

TEST(Cues, AreSilentAboutAnEffectThatDoesNotCome) {
    CuePlayer player;
    player.play({{.at = 0, .say = "before"},
                 {.at = 1, .depth = 4, .say = "never", .when = Condition{.value = "action"}},
                 {.at = 2, .say = "after"}},
                0.1, 0);
    const auto never = [](const Condition&) { return false; };
    bool moved = false;
    for (double t = 0; t < CuePlayer::kPatience + 3; t += 0.1) {
        moved = player.advance(0.1, never).depth.has_value() || moved;
        EXPECT_NE(player.say(), "never");
    }
    EXPECT_TRUE(moved);
    EXPECT_EQ(player.say(), "after");
}

TEST(Cues, HoldForASpeakersKey) {
    CuePlayer player;
    player.play(some(), 0.001, 2, CuePace::Keys);
    const auto seconds = [&player](double s) {
        CueMoves last;
        for (int i = 0; i < 10 * s; ++i) {
            last = player.advance(0.1);
        }
        return last;
    };
    seconds(60);
    EXPECT_EQ(player.say(), "alike");
    EXPECT_TRUE(player.waits_for_key());
    player.go_on();
    seconds(60);
    EXPECT_EQ(player.say(), "up");
    player.go_on();
    player.advance(0.1);
    EXPECT_EQ(player.say(), "zero");
    player.go_back();
    const CueMoves back = player.advance(0.1);
    EXPECT_EQ(player.say(), "up");
    EXPECT_NEAR(back.lambda.value(), 0.001, 1e-4) << "as it was then";
    player.go_on();
    player.advance(0.1);
    player.go_on();
    seconds(3);
    player.go_on();
    EXPECT_TRUE(player.ended());
    EXPECT_FALSE(player.playing());
    player.go_back();
    player.advance(0.1);
    EXPECT_EQ(player.say(), "zero");
    EXPECT_TRUE(player.playing());
}

TEST(Cues, AreSkippedWhenAskedForTwice) {
    CuePlayer player;
    player.play({{.at = 0, .say = "before"},
                 {.at = 1, .lambda = 0.1},
                 {.at = 2, .say = "never", .when = Condition{.value = "action"}},
                 {.at = 3, .say = "after"}},
                0.001, 0, CuePace::Keys);
    const auto never = [](const Condition&) { return false; };
    player.advance(1.5, never);
    player.go_on();
    for (int i = 0; i < 20; ++i) {
        player.advance(0.1, never);
    }
    EXPECT_TRUE(player.waits_to_see());
    player.go_on();
    player.advance(0.1, never);
    EXPECT_TRUE(player.waits_to_see()) << "asked for once";
    player.go_on();
    player.advance(0.1, never);
    EXPECT_EQ(player.say(), "before");
    player.go_on();
    player.advance(1, never);
    EXPECT_EQ(player.say(), "after");
}

TEST(Cues, OfTheOpeningPresetTellTheStory) {
    const std::vector<Cue>& cues = presets().front().config.cues;
    CuePlayer player;
    player.play(cues, 0.03, 0);
    EXPECT_GE(player.length(), 30);
    EXPECT_LE(player.length(), 45);
    bool reset = false;
    std::vector<double> stops;  // values at which lambda paused
    double last = 0.03;
    for (int i = 0; i < 46 * 60; ++i) {
        const CueMoves moves = player.advance(1.0 / 60);
        reset = reset || moves.reset;
        if (moves.lambda) {
            last = *moves.lambda;
        } else if (stops.empty() || stops.back() != last) {
            stops.push_back(last);
        }
    }
    EXPECT_TRUE(reset);
    EXPECT_EQ(stops, (std::vector<double>{0, 0.03, 0, 0.03}));
}

}  // namespace
}  // namespace la
