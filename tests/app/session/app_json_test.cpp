// What the application keeps in a session reads back equal, and invalid content does no harm.

#include "app/session/app_json.h"

#include <gtest/gtest.h>

#include "app/ui/format.h"
#include "core/io/presets.h"

namespace la {
namespace {

AppState some_state() {
    AppState s;
    s.ui.dark = false;
    s.ui.pair_layout = PairLayout::Overlaid;
    s.ui.show_grid = true;
    s.ui.show_field = false;
    s.ui.speed = 3;
    s.ui.curves = {Quantity::Action, Quantity::Lambda, Quantity::Loss};
    s.ui.layers_per_second = 1.5f;
    s.ui.sweep = {
        .first = {.path = "dataset.noise", .from = 0, .to = 0.5, .values = 7},
        .second = {.path = "network.head.intercept", .from = -5, .to = 5, .values = 4, .log = true},
        .seeds = 3,
        .steps = 250};
    s.ui.view = ViewKind::Sweep;
    s.depth = 4.25f;
    s.depth_playing = false;
    s.preset = "moons";
    s.running = false;
    OptimizerConfig optimizer;
    optimizer.learning_rate = 0.25;
    const Config circles = find_preset("circles").config, moons = find_preset("moons").config;
    s.undo.add({LambdaSetting{1, 0.1, Mode::Weight}, LambdaSetting{1, 4, Mode::Uzawa}}, 1);
    s.undo.add({SpeedSetting{1}, SpeedSetting{3}}, 2);
    s.undo.add({OptimizerSetting{circles.optimizer}, OptimizerSetting{optimizer}}, 3);
    s.undo.add({RunSetting{circles, "circles"}, RunSetting{moons, "moons"}}, 4);
    s.undo.add({LambdaSetting{0, 0, Mode::None, true}, LambdaSetting{0, 0.5, Mode::Weight, true}},
               5);
    StopConfig stop;
    stop.accuracy = 0.99;
    s.undo.add({StopSetting{}, StopSetting{stop}}, 6);
    s.undo.add({EngineSetting{EngineKind::Auto, "auto"}, EngineSetting{EngineKind::Fused, "cpu"}},
               7);
    for (int i = 0; i < 4; ++i) {
        s.undo.undo();
    }
    return s;
}

TEST(AppJson, WhatIsWrittenReadsBackEqual) {
    const AppState state = some_state();
    const AppState back = parse_app_state(to_json(state), AppState());
    EXPECT_EQ(to_json(back), to_json(state));
    EXPECT_FALSE(back.ui.dark);
    EXPECT_EQ(back.ui.pair_layout, PairLayout::Overlaid);
    EXPECT_TRUE(back.ui.show_grid);
    EXPECT_FALSE(back.ui.show_field);
    EXPECT_EQ(back.ui.curves, state.ui.curves);
    EXPECT_EQ(back.ui.sweep, state.ui.sweep);
    EXPECT_EQ(back.ui.view, ViewKind::Sweep);
    EXPECT_EQ(back.depth, 4.25f);
    EXPECT_FALSE(back.running);
    EXPECT_EQ(back.preset, "moons");
    ASSERT_EQ(back.undo.size(), 7u);
    EXPECT_EQ(describe(*back.undo.undoable()), describe(*state.undo.undoable()));
    EXPECT_EQ(describe(*back.undo.redoable()), "preset circles → moons");
    const std::vector<Edit> edits = back.undo.edits();
    EXPECT_EQ(describe(edits[5]), "stop: accuracy 0.0 → 0.99");
    EXPECT_EQ(describe(edits[6]), "engine auto → fused");
}

TEST(AppJson, KeepsEditsOfTheStability) {
    const StabilitySetting off{};
    const StabilitySetting on{{.vectors = 4, .window = 20, .covariant = 300, .twin = 1e-7},
                              {EngineKind::Double, "cpu"}};
    AppState state;
    state.ui.laboratory = LaboratoryKind::Stability;
    state.ui.stability = {.explorer = Explorer::TwoWeights, .closed = true};
    state.undo.add({off, on}, 1);
    state.undo.add({on, off}, 2);
    state.undo.undo();
    const AppState back = parse_app_state(to_json(state), AppState());
    EXPECT_EQ(back.ui.laboratory, LaboratoryKind::Stability);
    EXPECT_EQ(back.ui.stability, state.ui.stability);
    ASSERT_EQ(back.undo.size(), 2u);
    ASSERT_NE(back.undo.redoable(), nullptr);
    for (const bool before : {true, false}) {
        const Edit& edit = *(before ? back.undo.undoable() : back.undo.redoable());
        EXPECT_EQ(edit.before, UndoValue(before ? off : on));
        EXPECT_EQ(edit.after, UndoValue(before ? on : off));
    }
}

// An edit before the session was opened and one after it are not one gesture.
TEST(AppJson, AnEditAfterOpeningIsANewGesture) {
    AppState state;
    state.undo.add({SpeedSetting{1}, SpeedSetting{3}}, 0);
    AppState back = parse_app_state(to_json(state), AppState());
    back.undo.add({SpeedSetting{3}, SpeedSetting{2}}, 0);
    EXPECT_EQ(back.undo.size(), 2u);
}

TEST(AppJson, InvalidValuesKeepTheirDefaults) {
    AppState otherwise;
    otherwise.ui.pair_layout = PairLayout::Single;
    otherwise.ui.speed = 2;
    for (const char* text :
         {"", "[]", "3", "{", R"({"view": 4})", R"({"view": {"views": 99, "speed": -1}})",
          R"({"view": {"views": "x", "curves": [1, {}]}, "depth": "deep", "preset": 5})",
          R"({"view": {"curves": {"a": 1}, "closed": {"b": 2}}})", R"({"undo": 3})",
          R"({"undo": {"edits": [[{"lambda": {}}, {}]], "undone": 0}})",
          R"({"undo": {"edits": [[{"speed": 1}, {"reset": {}}]], "undone": -1}})",
          R"({"view": {"views": 18446744073709551615, "layers_per_second": 1e300}})"}) {
        const AppState back = parse_app_state(text, otherwise);
        EXPECT_EQ(back.ui.pair_layout, PairLayout::Single) << text;
        EXPECT_EQ(back.ui.speed, 2) << text;
        EXPECT_EQ(back.undo.size(), 0u) << text;
        EXPECT_LE(back.ui.layers_per_second, 100) << text;
    }
    const std::string sweep =
        R"({"view": {"sweep": {"from": -1, "to": "x", "lambdas": 1e9, "seeds": 4, "steps": null}}})";
    EXPECT_EQ(parse_app_state(sweep, AppState()).ui.sweep, (SweepSettings{.seeds = 4}));
    EXPECT_EQ(parse_app_state(R"({"view": {"sweep": [1]}})", AppState()).ui.sweep, SweepSettings{});
    const std::string paths =
        R"({"view": {"sweep": {"path": "stop.steps", "from": 3, "path_2": 4, "to_2": 5}}})";
    EXPECT_EQ(parse_app_state(paths, AppState()).ui.sweep.first.path, kLambdaPath);
    EXPECT_EQ(parse_app_state(paths, AppState()).ui.sweep.second, SweepAxis{});
    const std::string range =
        R"({"view": {"sweep": {"path": "network.layers", "from": 2, "to": 999}}})";
    EXPECT_EQ(parse_app_state(range, AppState()).ui.sweep.first,
              (SweepAxis{.path = "network.layers", .from = 2}));
}

// A session from before there were other settings than lambda.
TEST(AppJson, WithoutAPathASweepGoesThroughLambda) {
    AppState otherwise;
    otherwise.ui.sweep.first = {.path = "network.layers", .from = 3, .to = 9, .values = 4};
    otherwise.ui.sweep.second = axis_over("dataset.noise");
    const std::string old =
        R"({"view": {"sweep": {"from": 0.01, "to": 5, "lambdas": 7, "seeds": 3, "steps": 250}}})";
    EXPECT_EQ(parse_app_state(old, otherwise).ui.sweep,
              (SweepSettings{
                  .first = {.path = kLambdaPath, .from = 0.01, .to = 5, .values = 7, .log = true},
                  .seeds = 3,
                  .steps = 250}));
}

TEST(SessionWords, AreShort) {
    EXPECT_EQ(count_text(0), "0");
    EXPECT_EQ(count_text(999), "999");
    EXPECT_EQ(count_text(12000), "12,000");
    EXPECT_EQ(count_text(1234567), "1,234,567");
    EXPECT_EQ(bytes_text(940), "1 kB");
    EXPECT_EQ(bytes_text(940000), "940 kB");
    EXPECT_EQ(bytes_text(999600), "1.0 MB");
    EXPECT_EQ(bytes_text(6349000), "6.3 MB");
    std::tm day{};
    day.tm_year = 126;
    day.tm_mon = 10;
    day.tm_mday = 3;
    day.tm_hour = 14;
    day.tm_min = 2;
    day.tm_isdst = -1;
    const std::time_t time = std::mktime(&day);
    EXPECT_EQ(clock_text(time, time + 3600), "14:02");
    EXPECT_EQ(clock_text(time, time + 86400), "3 Nov, 14:02");
}

}  // namespace
}  // namespace la
