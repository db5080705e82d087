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
    EXPECT_FALSE(player.advance(1).depth.has_value());
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
