// The weights laboratory on its page: what it shows of which run, and that it never shows what
// is not there.

#include <gtest/gtest.h>

#include <cmath>

#include "app/session/app_json.h"
#include "core/config/config_json.h"
#include "tests/support/driven_app.h"

namespace la {
namespace {

Config config_of(const char* preset, int layers = 0) {
    Config config = find_preset(preset).config;
    if (layers > 0) {
        config.network.layers = layers;
    }
    return config;
}

const MemberObservation& seen(const DrivenApp& driven, std::size_t member) {
    return driven.app.observation()->members[member];
}

TEST(WeightsLaboratoryGl, APresetOpensItAndTheToolbarLeavesIt) {
    DrivenApp driven(config_of("weights-refine"));
    EXPECT_EQ(driven.app.state().laboratory, LaboratoryKind::Weights);
    for (const char* name : {"refine", "plot.weights_lines_a", "plot.weights_map_b",
                             "plot.lipschitz", "plot.local_pl", "layers_sweep", "lambda"}) {
        EXPECT_TRUE(driven.on_screen(name)) << name;
    }
    EXPECT_FALSE(driven.on_screen("plot.loss"));
    driven.click("laboratory.0");
    EXPECT_TRUE(driven.on_screen("plot.loss"));
    EXPECT_FALSE(driven.on_screen("refine"));
    driven.press(function_key(7));
    EXPECT_TRUE(driven.on_screen("refine"));
}

// A cue starts the sweep that the page plots beside its views.
TEST(WeightsLaboratoryGl, ACueStartsItsSweep) {
    Config config = config_of("weights-layers");
    EXPECT_TRUE(config.cues.front().sweep);
    DrivenApp driven(config);
    EXPECT_EQ(driven.app.temp().sweep.state, nullptr);
    driven.press('C');
    driven.play(4);
    ASSERT_NE(driven.app.temp().sweep.state, nullptr);
    EXPECT_EQ(driven.app.temp().sweep.state->plan->over.front().path, "network.layers");
    EXPECT_TRUE(driven.app.temp().sweep.state->plan->measures_weights);
    EXPECT_NE(driven.app.state().view, ViewKind::Sweep);
}

TEST(WeightsLaboratoryGl, OtherPresetsLeaveItOpen) {
    DrivenApp driven(config_of("weights-bump"));
    driven.app.undoable().start({.config = config_of("circles"), .preset = "circles"});
    driven.play(4);
    EXPECT_EQ(driven.app.state().laboratory, LaboratoryKind::Weights);
    driven.click("laboratory.0");
    driven.app.undoable().start({.config = config_of("weights-gp"), .preset = "weights-gp"});
    driven.play(4);
    EXPECT_EQ(driven.app.state().laboratory, LaboratoryKind::Weights);
}

TEST(WeightsLaboratoryGl, TheSliderRefines) {
    DrivenApp driven(config_of("weights-refine"));
    EXPECT_EQ(seen(driven, 1).refined, nullptr);
    ASSERT_NE(seen(driven, 1).smoothness, nullptr);
    driven.drag("refine", 0.02f, 0.98f);
    driven.play(3);
    ASSERT_NE(seen(driven, 1).refined, nullptr);
    EXPECT_EQ(seen(driven, 1).refined->factor, 4);
    EXPECT_EQ(seen(driven, 1).refined->tested, 1000);
    driven.drag("refine", 0.98f, 0.5f);
    driven.play(3);
    EXPECT_EQ(seen(driven, 0).refined->factor, 2);
    driven.click("ode");
    driven.play(3);
    ASSERT_NE(seen(driven, 0).ode, nullptr);
    EXPECT_EQ(seen(driven, 0).ode->size(), 33u * kOdePoints);
}

// 256 layers become 1,024, the most there can be.
TEST(WeightsLaboratoryGl, RefinesTheDeepestNetwork) {
    DrivenApp driven(config_of("weights-bump", 256));
    driven.drag("refine", 0.02f, 0.98f);
    driven.play(3);
    EXPECT_EQ(driven.app.state().weights.factor(), 4);
    EXPECT_EQ(seen(driven, 0).refined->states.size(), 257u * 250u);
}

// One layer has no depth; seven are too few to tell. Nothing is drawn of what is not there.
TEST(WeightsLaboratoryGl, FewLayers) {
    for (const int layers : {1, 2, 7}) {
        DrivenApp driven(config_of("weights-refine", layers));
        driven.app.state().weights.refine = 2;
        driven.app.state().weights.ode = true;
        driven.play(6);
        EXPECT_EQ(seen(driven, 1).smoothness->character, DepthCharacter::TooFewLayers);
        EXPECT_EQ(driven.on_screen("plot.weights_lines_a"), layers > 1);
        EXPECT_EQ(driven.on_screen("plot.weights_map_a"), layers > 1);
    }
}

// Every view, theme and layout draws a frame; A may have another depth than B.
TEST(WeightsLaboratoryGl, EveryViewIsDrawn) {
    Config config = config_of("weights-refine");
    config.compare["network.layers"] = "9";
    DrivenApp driven(config);
    driven.app.state().weights.refine = 2;
    driven.app.state().weights.ode = true;
    for (const bool dark : {true, false}) {
        for (int view = 0; view < kViewKinds; ++view) {
            for (const PairLayout pair :
                 {PairLayout::SideBySide, PairLayout::Overlaid, PairLayout::Single}) {
                driven.app.state().dark = dark;
                driven.app.state().view = static_cast<ViewKind>(view);
                driven.app.state().pair_layout = pair;
                driven.play(3);
                EXPECT_TRUE(driven.on_screen("refine"));
            }
        }
    }
    driven.app.state().presentation = true;
    driven.play(3);
    driven.app.state().presentation = false;
    driven.app.state().views_only = true;
    driven.play(3);
}

// A flow that learns numbers has all measures, and its score by its own name.
TEST(WeightsLaboratoryGl, ValuesHaveTheirMeasures) {
    Config config = config_of("weights-bump", 12);
    set_field(config, "dataset.kind=playground_plane");
    set_field(config, "objective.loss=mse");
    set_field(config, "optimizer.learning_rate=0.002");
    DrivenApp driven(config, {1600, 900}, 1, make_engine);
    driven.app.state().weights.refine = 2;
    driven.app.state().weights.ode = true;
    driven.experiment.advance(20);
    driven.play(6);
    ASSERT_NE(seen(driven, 0).smoothness, nullptr);
    ASSERT_NE(seen(driven, 0).refined, nullptr);
    EXPECT_NE(seen(driven, 0).ode, nullptr);
    EXPECT_LE(seen(driven, 0).refined->accuracy, 1);
    const WeightsMeasures& row = driven.app.snapshot().weights_rows->back().members[0];
    EXPECT_TRUE(std::isfinite(row.rho) && row.rho > 0);
    EXPECT_GT(row.lipschitz, 0);
}

// One hidden layer has no depth: the page says so wherever it would show some.
TEST(WeightsLaboratoryGl, ThreeLayersHaveNoDepth) {
    Config config = find_preset("stability-sine").config;
    config.laboratory = LaboratoryKind::Weights;
    DrivenApp driven(config);
    driven.app.state().weights.refine = 2;
    driven.experiment.advance(20);
    driven.play(6);
    EXPECT_EQ(driven.app.state().weights.refine, 0);
    EXPECT_EQ(seen(driven, 0).smoothness, nullptr);
    for (const char* name :
         {"plot.weights_lines_b", "plot.weights_map_b", "plot.lipschitz", "layers_sweep"}) {
        EXPECT_FALSE(driven.on_screen(name)) << name;
    }
    EXPECT_TRUE(driven.on_screen("plot.local_pl")) << "which needs no depth";
    driven.app.state().presentation = true;
    driven.play(3);
}

// By the menu, and by the rows of the map.
TEST(WeightsLaboratoryGl, EntriesAreChosen) {
    DrivenApp driven(config_of("weights-refine"));
    const auto& entries = driven.app.state().weights.entries;
    driven.click("weights_lines_b.2");
    driven.play(3);
    ASSERT_TRUE(driven.on_screen("weights_lines_b.entry.7.1"));
    driven.click("weights_lines_b.entry.7.1");
    driven.play(2);
    ASSERT_EQ(entries[0].size(), 7u);
    EXPECT_EQ(entries[0].back(), (EntryPlace{7, 1}));
    driven.click("weights_lines_b.entry.0.0");
    driven.play(2);
    EXPECT_EQ(entries[0].size(), 6u);
    driven.click("weights_lines_b.spread");
    driven.play(2);
    EXPECT_TRUE(entries[0].empty());
    driven.press(kKeyEscape);
    driven.play(3);
    // The map shows V: a click on its first row draws V[0][0] no longer, and V in the lines.
    const Rect map = driven.rect("plot.weights_map_b");
    const ImVec2 first{map.min.x + 20, map.min.y + 2};
    for (const bool down : {false, true, false}) {
        driven.mouse(first, down);
    }
    driven.play(2);
    EXPECT_EQ(driven.app.state().weights.lines, LayerMatrix::V);
    EXPECT_EQ(entries[1].size(), 5u);
}

TEST(WeightsLaboratoryGl, ASessionKeepsItsChoices) {
    DrivenApp driven(config_of("weights-refine"));
    driven.app.state().weights = {.refine = 2,
                                  .ode = true,
                                  .lines = LayerMatrix::V,
                                  .map = LayerMatrix::W,
                                  .entries = {std::vector<EntryPlace>{{1, 0}}, {}}};
    const AppState kept = parse_app_state(to_json(AppState{.ui = driven.app.state()}), AppState());
    EXPECT_EQ(kept.ui.laboratory, LaboratoryKind::Weights);
    EXPECT_EQ(kept.ui.weights.factor(), 4);
    DrivenApp other;
    other.app.begin_with({.ui = kept.ui});
    other.play(3);
    EXPECT_TRUE(other.on_screen("refine"));
    EXPECT_EQ(other.app.state().weights, driven.app.state().weights);
}

}  // namespace
}  // namespace la
