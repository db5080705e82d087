// The mean-field laboratory on its page: whose run takes steps, what a drag of alpha begins, and
// what is shown of the past.

#include <gtest/gtest.h>

#include "app/session/app_json.h"
#include "tests/support/driven_app.h"

namespace la {
namespace {

Config small(double alpha_2 = 0) {
    Config config = find_preset("mean-field-tail").config;
    config.shallow.nodes = 40;
    config.shallow.train = 200;
    config.shallow.fresh = 100;
    config.shallow.alpha_2 = alpha_2;
    config.shallow.alpha_3 = 0;
    return config;
}

const ShallowSnapshot& run(const DrivenApp& driven) {
    return *driven.app.snapshot().shallow;
}

void train(DrivenApp& driven, int steps) {
    for (int i = 0; i < steps; ++i) {
        driven.app.undoable().pass(Step{});
    }
    driven.play(2);
}

using MeanFieldGl = AppGlTest;

TEST_F(MeanFieldGl, APresetOpensItAndTheToolbarLeavesIt) {
    DrivenApp driven(small());
    EXPECT_EQ(driven.app.state().laboratory, LaboratoryKind::MeanField);
    for (const char* name : {"data_plane", "node_plane", "plot.gamma", "plot.phi",
                             "plot.saturation", "plot.slowing", "plot.errors", "history"}) {
        EXPECT_TRUE(driven.on_screen(name)) << name;
    }
    for (const char* name : {"flow_b", "plot.loss", "depth", "ab.0", "step_layer"}) {
        EXPECT_FALSE(driven.on_screen(name)) << name;
    }
    driven.click("laboratory.0");
    EXPECT_TRUE(driven.on_screen("plot.loss"));
    EXPECT_TRUE(driven.on_screen("flow_b"));
    driven.press(function_key(8));
    EXPECT_TRUE(driven.on_screen("node_plane"));
}

// Each laboratory's run goes on where it was left.
TEST_F(MeanFieldGl, TheOtherRunWaits) {
    DrivenApp driven(small());
    train(driven, 30);
    EXPECT_EQ(run(driven).step, 30);
    EXPECT_EQ(driven.app.snapshot().step, 0);
    driven.press(function_key(6));
    train(driven, 7);
    EXPECT_EQ(driven.app.snapshot().step, 7);
    EXPECT_EQ(run(driven).step, 30);
    driven.press(function_key(8));
    train(driven, 5);
    EXPECT_EQ(driven.app.snapshot().step, 7);
    EXPECT_EQ(run(driven).step, 35);
}

TEST_F(MeanFieldGl, ADragOfAlphaBeginsAgainFromTheSameNodesAsOneEdit) {
    DrivenApp driven(small());
    train(driven, 25);
    const std::vector<double> start = run(driven).start->w, was = run(driven).networks[0].nodes->w;
    driven.drag("alpha_track", 0.6f, 0.2f);
    driven.play(2);
    EXPECT_LT(run(driven).networks[0].alpha, 0.05);
    EXPECT_EQ(run(driven).step, 0);
    EXPECT_EQ(run(driven).start->w, start);
    EXPECT_EQ(driven.app.undoable().edits().undone(), 0u);
    ASSERT_EQ(driven.app.undoable().edits().size(), 1u);
    driven.app.undoable().undo();
    driven.play(2);
    EXPECT_EQ(run(driven).networks[0].alpha, 1);
    EXPECT_EQ(run(driven).step, 25);  // its nodes, too
    EXPECT_EQ(run(driven).networks[0].nodes->w, was);
    driven.app.undoable().redo();
    driven.play(2);
    EXPECT_LT(run(driven).networks[0].alpha, 0.05);
}

TEST_F(MeanFieldGl, AnotherAlphaTrainsBesideIt) {
    DrivenApp driven(small());
    Config config = driven.app.undoable().shallow_config();
    config.shallow.alpha_2 = 0.1;
    driven.app.undoable().start_shallow({config, ""});
    driven.play(3);
    ASSERT_EQ(run(driven).networks.size(), 2u);
    EXPECT_TRUE(driven.on_screen("nodes.1"));
    driven.app.state().mean_field.large = 1;
    driven.play(2);
    EXPECT_TRUE(driven.on_screen("nodes.0"));
    EXPECT_FALSE(driven.on_screen("nodes.1"));
}

TEST_F(MeanFieldGl, LooksBack) {
    DrivenApp driven(small());
    train(driven, 60);
    driven.drag("history", 0.98f, 0.5f);
    const auto& shown = driven.app.temp().history.shallow;
    ASSERT_NE(shown, nullptr);
    EXPECT_GT(shown->step, 10);
    EXPECT_LT(shown->step, 50);
    const std::int64_t half = shown->step;
    driven.press(kKeyRight, kShift);
    EXPECT_GT(driven.app.temp().history.shallow->step, half);
    driven.press(kKeyHome);
    ASSERT_NE(driven.app.temp().history.shallow, nullptr);
    EXPECT_EQ(driven.app.temp().history.shallow->step, 0);
    EXPECT_EQ(driven.app.temp().history.shallow->networks[0].nodes->w, run(driven).start->w);
    driven.click("step_batch");  // a step returns to now
    EXPECT_EQ(driven.app.temp().history.shallow, nullptr);
    driven.press(kKeyHome);
    driven.press(kKeyEnd);
    EXPECT_EQ(driven.app.temp().history.shallow, nullptr);
    driven.press(kKeyHome);
    driven.click("reset");
    EXPECT_EQ(driven.app.temp().history.shallow, nullptr);
    EXPECT_EQ(run(driven).step, 0);
}

TEST_F(MeanFieldGl, ANewSeedIsOneEdit) {
    DrivenApp driven(small());
    const std::uint64_t seed = run(driven).config->shallow.seed;
    const std::uint64_t other = driven.app.snapshot().config->network.seed;
    const std::vector<double> start = run(driven).start->w;
    driven.click("new_seed");
    driven.play(2);
    EXPECT_EQ(run(driven).config->shallow.seed, seed + 1);
    EXPECT_NE(run(driven).start->w, start);
    EXPECT_EQ(driven.app.snapshot().config->network.seed, other);
    driven.app.undoable().undo();
    driven.play(2);
    EXPECT_EQ(run(driven).start->w, start);
}

// Keys of views, depth and sweeps would change what is not on screen.
TEST_F(MeanFieldGl, KeysOfOtherPagesDoNothing) {
    DrivenApp driven(small());
    const UiState before = driven.app.state();
    for (const char key : {'V', 'W', 'S', 'D', 'B', 'F', '0', '2', '5'}) {
        driven.press(key);
    }
    for (char key = '0'; key <= '9'; ++key) {
        driven.press(key, kShift);
    }
    EXPECT_EQ(driven.app.state(), before);
    EXPECT_EQ(driven.app.temp().sweep.state, nullptr);
    const double alpha = run(driven).networks[0].alpha;
    driven.press(kKeyUp);
    driven.play(2);
    EXPECT_GT(run(driven).networks[0].alpha, alpha);
    driven.press('T');
    EXPECT_NE(driven.app.state().dark, before.dark);
}

TEST_F(MeanFieldGl, EveryPictureIsDrawn) {
    for (const ShallowPoints points : {ShallowPoints::Gaussian, ShallowPoints::Circle,
                                       ShallowPoints::Gap, ShallowPoints::Dataset}) {
        Config config = small(0.1);
        config.shallow.points = points;
        config.shallow.alpha_3 = 10;
        DrivenApp driven(config);
        ASSERT_NE(driven.app.snapshot().shallow, nullptr);
        EXPECT_EQ(run(driven).no_theory.empty(), points != ShallowPoints::Dataset);
        train(driven, 20);
        for (const bool dark : {true, false}) {
            driven.app.state().dark = dark;
            driven.play(2);
            driven.app.state().presentation = true;
            driven.play(2);
            driven.app.state().presentation = false;
            driven.app.state().views_only = true;
            driven.play(2);
            EXPECT_TRUE(driven.on_screen("data_plane"));
            driven.app.state().views_only = false;
        }
    }
}

// The frame in which a key leaves the presentation still has its layout, which has no plots.
TEST_F(MeanFieldGl, AKeyLeavesThePresentation) {
    for (const int laboratory : {6, 7, 8, 9}) {
        DrivenApp driven(small());
        driven.press(function_key(laboratory));
        driven.press('P');
        EXPECT_TRUE(driven.app.state().presentation);
        driven.press(kKeyEscape);
        EXPECT_FALSE(driven.app.state().presentation);
    }
}

TEST_F(MeanFieldGl, APresetOfTheFlowLeavesTheShallowRun) {
    DrivenApp driven(small());
    train(driven, 12);
    driven.app.undoable().start({.config = find_preset("moons").config, .preset = "moons"});
    driven.play(3);
    EXPECT_EQ(driven.app.snapshot().config->dataset.kind, DatasetKind::Moons);
    EXPECT_EQ(run(driven).step, 12);
}

TEST_F(MeanFieldGl, ASessionKeepsItsChoices) {
    DrivenApp driven(small());
    driven.app.state().mean_field = {.large = 2,
                                     .theory = false,
                                     .asymptotes = false,
                                     .tails = false,
                                     .strip = false,
                                     .closed = {true, false, true, false}};
    driven.press(kKeyUp);
    const AppState kept = parse_app_state(to_json(AppState{.ui = driven.app.state(),
                                                           .depth = 0,
                                                           .preset = "",
                                                           .undo = driven.app.undoable().edits()}),
                                          AppState());
    EXPECT_EQ(kept.ui.mean_field, driven.app.state().mean_field);
    EXPECT_EQ(kept.ui.laboratory, LaboratoryKind::MeanField);
    ASSERT_EQ(kept.undo.size(), 1u);
    EXPECT_EQ(describe(kept.undo.edits()[0]), describe(driven.app.undoable().edits().edits()[0]));
}

}  // namespace
}  // namespace la
