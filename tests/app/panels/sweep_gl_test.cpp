// The sweep view: its settings, dots and networks, with the real engine.

#include <chrono>
#include <set>
#include <thread>

#include "app/export/sweep_table.h"
#include "core/io/sweep_csv.h"
#include "tests/support/driven_app.h"
#include "tests/support/patience.h"

namespace la {
namespace {

class SweepGl : public AppGlTest {};

// Small enough to finish at once.
const SweepSettings kSmall{
    .first = {.path = kLambdaPath, .from = 0.001, .to = 0.1, .values = 3, .log = true},
    .seeds = 2,
    .steps = 30};

bool wait_for(DrivenApp& s, const std::function<bool()>& what) {
    const auto end = std::chrono::steady_clock::now() + kPatience;
    while (!what() && std::chrono::steady_clock::now() < end) {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        s.play(1);
    }
    return what();
}

struct Swept : DrivenApp {
    explicit Swept(const Config& config = find_preset("circles").config,
                   const SweepSettings& settings = kSmall)
        : DrivenApp(config) {
        app.state().sweep = settings;
        press('S');
        EXPECT_TRUE(wait_for(*this, [&] { return state() && !app.temp().sweep.running(); }));
        play(3);
    }
    const SweepState* state() const { return app.temp().sweep.state.get(); }

    void click_dot(std::size_t i) {
        const glm::vec2 at = app.temp().sweep.places[i];
        for (const bool down : {false, true, false}) {
            mouse({at.x, at.y}, down);
        }
    }
    // Shows the network of a run.
    void pick(std::size_t i) {
        const SweepRun run = (*state()->runs)[i];
        click_dot(i);
        EXPECT_TRUE(wait_for(*this, [&] {
            return shows_sweep() &&
                   app.temp().history.shown->members.back().weights == run.weights &&
                   observation_is_shown();
        }));
    }
    bool shows_sweep() const {
        return app.temp().history.shown && of_sweep(*app.temp().history.shown);
    }
    bool observation_is_shown() const {
        return app.observation() && app.observation()->snapshot == app.temp().history.shown;
    }
};

// What `leastaction sweep` would write with these settings.
std::string table_of(const Config& config) {
    const SweepPlan plan{.config = config,
                         .over = sweep_over(kSmall),
                         .train_sizes = {},
                         .seeds = kSmall.seeds,
                         .steps = kSmall.steps};
    Sweep sweep(plan);
    sweep.start();
    while (!sweep.finished()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return sweep_csv(plan, sweep.runs());
}

TEST_F(SweepGl, EqualsTheCommandLineAndLeavesTheTrainingAlone) {
    Swept s;
    EXPECT_EQ(s.app.state().view, ViewKind::Sweep);
    ASSERT_EQ(s.state()->runs->size(), 8u);
    const std::string rows = table_of(find_preset("circles").config);
    EXPECT_EQ(sweep_csv(*s.state()->plan, *s.state()->runs), rows);
    const std::string table = sweep_table(*s.state());
    EXPECT_TRUE(table.starts_with("# leastaction.config {\"dataset\":{\"kind\":\"circles\""));
    EXPECT_NE(
        table.find("\n# leastaction sweep --lambda 0,0.001,0.01,0.1 --seeds 2 --steps 30\n" + rows),
        std::string::npos)
        << table;
    EXPECT_TRUE(s.experiment.sent.empty());
    EXPECT_EQ(s.app.temp().sweep.places.size(), 8u);
}

TEST_F(SweepGl, AClickOnADotShowsItsNetworkAndEndLeadsBack) {
    Swept s;
    for (const std::size_t i : {7u, 2u}) {  // lambda 0.1, seed 2; lambda 0.001, seed 1
        s.app.state().view = ViewKind::Sweep;
        s.play(2);
        const SweepRun run = (*s.state()->runs)[i];
        s.pick(i);
        EXPECT_EQ(s.app.state().view, ViewKind::Plane);
        const Snapshot& shown = *s.app.temp().history.shown;
        EXPECT_EQ(shown.members[1].weights, run.weights);
        EXPECT_EQ(shown.members[0].lambda, 0);
        const Metrics& seen = s.app.observation()->members[1].metrics;
        EXPECT_NEAR(seen.action, run.metrics.action, 1e-9 * run.metrics.action);
        EXPECT_NEAR(seen.test_accuracy, run.metrics.test_accuracy, 1e-12);
        EXPECT_TRUE(s.on_screen("sweep.back"));
    }
    s.click("sweep.back");
    EXPECT_EQ(s.app.state().view, ViewKind::Sweep);
    s.press(kKeyEnd);
    EXPECT_EQ(s.app.temp().history.shown, nullptr);
    s.app.state().view = ViewKind::Plane;
    EXPECT_TRUE(
        wait_for(s, [&] { return s.app.observation()->snapshot == s.experiment.snapshot(); }));
    EXPECT_TRUE(s.experiment.sent.empty()) << "the training is not touched";
}

TEST_F(SweepGl, DotsAreReachedByArrows) {
    Swept s;
    for (int i = 0; i < 200 && s.app.controls().focused() != "plot.sweep_accuracy"; ++i) {
        s.press(kKeyTab);
    }
    ASSERT_EQ(s.app.controls().focused(), "plot.sweep_accuracy");
    std::set<std::pair<double, std::uint64_t>> seen;
    for (int i = 0; i < 8; ++i) {
        s.play(1);
        ASSERT_TRUE(s.app.temp().sweep.hovered);
        seen.insert({s.app.temp().sweep.hovered->values[0], s.app.temp().sweep.hovered->seed});
        s.press(kKeyRight);
    }
    EXPECT_EQ(seen.size(), 8u) << "from left to right, each once";
    const auto last = *s.app.temp().sweep.hovered;
    EXPECT_EQ(last.values[0], 0.1) << "and no further";
    s.press(kKeyEnter);
    EXPECT_TRUE(wait_for(s, [&] { return s.shows_sweep(); }));
    EXPECT_EQ(s.app.temp().history.shown->members.back().lambda, 0.1);
}

TEST_F(SweepGl, ANetworkOfTheSweepGivesWayToStepsAndEdits) {
    Swept s;
    s.pick(3);
    s.press('N');
    EXPECT_EQ(s.app.temp().history.shown, nullptr);
    EXPECT_EQ(s.app.snapshot().step, 1);
    s.press('V', kShift);
    EXPECT_EQ(s.app.state().view, ViewKind::Sweep) << "one before the plane";
    s.play(2);
    s.pick(3);
    s.press(kKeyUp);
    EXPECT_EQ(s.app.temp().history.shown, nullptr);
    // A look back shows the run's history, not the sweep's network.
    s.press('V', kShift);
    s.play(2);
    s.pick(3);
    s.press(kKeyLeft, kShift);
    ASSERT_NE(s.app.temp().history.shown, nullptr);
    EXPECT_FALSE(s.shows_sweep());
    EXPECT_LE(s.app.temp().history.shown->step, s.app.snapshot().step);
}

// Dots and networks keep the settings that they were trained with.
TEST_F(SweepGl, KeepsItsOwnSettings) {
    Swept s;
    Config other = find_preset("circles").config;
    other.network.layers = 4;
    other.optimizer.learning_rate = 0.1;
    s.experiment.send(Change{Load{other}});
    s.play(3);
    EXPECT_EQ(s.app.temp().sweep.changed.names, "layers, learning rate");
    s.pick(6);
    s.app.hold(9);
    s.play(3);
    EXPECT_EQ(s.app.temp().depth.value, 9) << "it has nine layers";
    EXPECT_EQ(s.app.observation()->snapshot->members[1].config.network.layers, 9);
    s.press(kKeyEnd);
    s.play(3);
    EXPECT_EQ(s.app.temp().depth.value, 4);
    EXPECT_EQ(s.app.observation()->snapshot->members[1].config.network.layers, 4);
    // The next one has the present settings.
    s.press('S');
    EXPECT_TRUE(
        wait_for(s, [&] { return s.state()->number == 2 && !s.app.temp().sweep.running(); }));
    EXPECT_EQ(s.state()->plan->config.network.layers, 4);
    s.play(2);
    EXPECT_EQ(s.app.temp().sweep.changed.names, "");
}

TEST_F(SweepGl, WithoutANetworkAStandsAlone) {
    Swept s(without_compare());
    s.pick(7);
    EXPECT_EQ(s.app.temp().history.shown->members.size(), 1u);
    EXPECT_EQ(s.app.temp().history.shown->members[0].lambda, 0.1);
}

const SweepSettings kLayers{
    .first = {.path = "network.layers", .from = 2, .to = 6, .values = 3}, .seeds = 2, .steps = 30};

TEST_F(SweepGl, GoesOverAnotherSetting) {
    Swept s(find_preset("circles").config, kLayers);
    ASSERT_EQ(s.state()->runs->size(), 6u) << s.state()->message;
    EXPECT_EQ(s.app.temp().sweep.places.size(), 6u);
    const std::string table = sweep_table(*s.state());
    EXPECT_NE(table.find("\n# leastaction sweep --over network.layers=2,4,6 --seeds 2 --steps 30\n"
                         "layers,seed,diverged,steps_to_90,"),
              std::string::npos)
        << table;
    // Equal steps are equal distances.
    const auto x = [&](std::size_t i) { return s.app.temp().sweep.places[i].x; };
    EXPECT_NEAR(x(2) - x(0), x(4) - x(2), 0.5);
    s.pick(5);
    EXPECT_EQ(s.app.state().view, ViewKind::Plane);
    const Snapshot& shown = *s.app.temp().history.shown;
    EXPECT_EQ(shown.message, "layers = 6, seed 2");
    EXPECT_EQ(shown.members[1].config.network.layers, 6);
    EXPECT_EQ(shown.members[0].config.network.layers, 2);
    EXPECT_EQ(s.app.temp().sweep.name_of(shown, 0), "layers = 2, seed 2");
    EXPECT_EQ(s.app.temp().sweep.changed.names, "") << "layers are gone through";
}

TEST_F(SweepGl, OverTwoSettingsHasACellForEveryPair) {
    SweepSettings grid = kLayers;
    grid.second = {
        .path = "optimizer.learning_rate", .from = 0.001, .to = 0.1, .values = 3, .log = true};
    Swept s(find_preset("circles").config, grid);
    ASSERT_EQ(s.state()->runs->size(), 18u) << s.state()->message;
    const std::vector<glm::vec2>& at = s.app.temp().sweep.places;
    ASSERT_EQ(at.size(), 18u);
    EXPECT_EQ(at[0], at[1]) << "the seeds of one pair";
    EXPECT_LT(at[0].x, at[6].x) << "layers to the right";
    EXPECT_NEAR(at[0].y, at[6].y, 0.5);
    EXPECT_GT(at[0].y, at[2].y) << "the rate upwards";
    const Rect left = s.rect("plot.sweep_accuracy"), right = s.rect("plot.sweep_action");
    EXPECT_LT(left.max.x, right.min.x);
    EXPECT_NEAR((at[16].x - left.min.x) / left.width(), 5.0 / 6, 0.02);
    // The cell under the mouse, also in the other map, and its network at a click.
    s.mouse({at[10].x, at[10].y}, false);
    EXPECT_EQ(s.app.temp().sweep.hovered->values, (*s.state()->runs)[10].values);
    s.pick(16);
    EXPECT_EQ(s.app.temp().history.shown->message, "layers = 6, learning rate = 0.1, seed 1");
    s.app.state().view = ViewKind::Sweep;
    s.play(2);
    s.mouse({right.max.x - 3, right.min.y + 3}, false);
    EXPECT_EQ(s.app.temp().sweep.hovered->values, (*s.state()->runs)[17].values);
}

TEST_F(SweepGl, PicksGoToTheRunOfAllValues) {
    SweepSettings grid = kLayers;
    grid.second = {.path = kLambdaPath, .from = 0.01, .to = 0.1, .values = 1, .log = true};
    Swept s(find_preset("circles").config, grid);
    ASSERT_EQ(s.state()->runs->size(), 12u) << s.state()->message;
    const std::size_t i = 6;  // 4 layers, lambda 0.01
    EXPECT_EQ((*s.state()->runs)[i].values, (std::array<double, 2>{4, 0.01}));
    s.pick(i);
    EXPECT_EQ(s.app.temp().history.shown->members[1].lambda, 0.01);
    EXPECT_EQ(s.app.temp().history.shown->members[0].config.network.layers, 2);
}

TEST_F(SweepGl, WhatIsSweptOverIsChosen) {
    DrivenApp s;
    s.app.state().view = ViewKind::Sweep;
    s.play(3);
    SweepSettings& chosen = s.app.state().sweep;
    EXPECT_FALSE(s.on_screen("sweep.from_2"));
    s.choose("sweep.path", 1);
    EXPECT_EQ(chosen.first.path, "network.layers");
    s.choose("sweep.path_2", 3);  // none, lambda, hidden, ...
    EXPECT_EQ(chosen.second.path, "optimizer.learning_rate");
    EXPECT_TRUE(chosen.second.log);
    s.play(2);
    const auto type = [&](const char* control, const char* text) {
        s.click(control);
        ImGui::GetIO().AddInputCharactersUTF8(text);
        s.play(3);
        const Rect plot = s.rect("plot.sweep_action");
        for (const bool down : {false, true, false}) {
            s.mouse({plot.max.x - 5, plot.min.y + 5}, down);
        }
    };
    type("sweep.from", "3");
    type("sweep.to", "999");
    type("sweep.lambdas", "4");
    EXPECT_EQ(chosen.first,
              (SweepAxis{.path = "network.layers", .from = 3, .to = 256, .values = 4}));
    type("sweep.from_2", "0");
    EXPECT_EQ(chosen.second.from, 0);
    EXPECT_GT(chosen.second.to, 0) << "the other end stays";
    s.click("sweep.log_2");
    EXPECT_TRUE(chosen.second.log) << "not from 0";
    type("sweep.from_2", "0.01");
    type("sweep.values_2", "2");
    s.click("sweep.log_2");
    EXPECT_FALSE(chosen.second.log);
    EXPECT_EQ(chosen.second.values, 2);
    s.click("sweep.log");
    EXPECT_TRUE(chosen.first.log);
    s.choose("sweep.path_2", 0);
    EXPECT_EQ(chosen.second, SweepAxis{});
    s.choose("sweep.path", 0);
    EXPECT_EQ(chosen.first, axis_over(kLambdaPath));
}

TEST_F(SweepGl, StopsByKeyAndButtonAndKeepsFinishedRuns) {
    DrivenApp s;
    s.app.state().sweep = kSmall;
    s.app.state().sweep.seeds = kMaxSweepSeeds;
    s.app.state().sweep.steps = 3000;
    s.press('S');
    EXPECT_TRUE(wait_for(s, [&] { return s.app.temp().sweep.state->runs->size() > 2; }));
    s.click("sweep.run");
    EXPECT_TRUE(wait_for(s, [&] { return !s.app.temp().sweep.running(); }));
    EXPECT_EQ(s.app.temp().sweep.state->status, SweepState::Status::Stopped);
    EXPECT_LT(s.app.temp().sweep.state->runs->size(), 160u);
    s.click("sweep.run");
    EXPECT_TRUE(wait_for(s, [&] { return s.app.temp().sweep.state->number == 2; }));
    s.press('S');
    EXPECT_TRUE(wait_for(s, [&] { return !s.app.temp().sweep.running(); }));
    EXPECT_TRUE(s.app.sweeps_ended_within(kPatience));
}

TEST_F(SweepGl, SettingsAreEditedAndZeroMeansTheUsualValue) {
    DrivenApp s;
    s.app.state().view = ViewKind::Sweep;
    s.play(3);
    const auto type = [&](const char* control, const char* text) {
        s.click(control);
        ImGui::GetIO().AddInputCharactersUTF8(text);
        s.play(3);
        const Rect plot = s.rect("plot.sweep_action");
        for (const bool down : {false, true, false}) {
            s.mouse({plot.max.x - 5, plot.min.y + 5}, down);
        }
    };
    type("sweep.from", "0.002");
    type("sweep.to", "3");
    type("sweep.lambdas", "5");
    type("sweep.seeds", "1000");
    type("sweep.steps", "77");
    EXPECT_EQ(s.app.state().sweep,
              (SweepSettings{
                  .first = {.path = kLambdaPath, .from = 0.002, .to = 3, .values = 5, .log = true},
                  .seeds = kMaxSweepSeeds,
                  .steps = 77}));
    type("sweep.steps", "0");
    EXPECT_EQ(s.app.state().sweep.steps, 0);
}

// A presentation shows dots and a button but no fields; a model has no sweep.
TEST_F(SweepGl, IsShownInAPresentation) {
    DrivenApp s;
    s.app.state().view = ViewKind::Sweep;
    s.app.state().presentation = true;
    s.play(4);
    EXPECT_TRUE(s.on_screen("sweep.run"));
    EXPECT_TRUE(s.on_screen("plot.sweep_action"));
    EXPECT_FALSE(s.on_screen("sweep.steps"));
}

}  // namespace
}  // namespace la
