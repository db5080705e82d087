// The stability laboratory on its page: what its controls ask for, that they never change the run,
// and that every state of a run can be drawn. The engine is the real one.

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "app/session/app_json.h"
#include "core/config/config_json.h"
#include "core/config/names.h"
#include "core/stability/stability_rows.h"
#include "tests/support/driven_app.h"

namespace la {
namespace {

Config small(const char* preset = "stability-chaos") {
    Config config = find_preset(preset).config;
    config.dataset.points = 60;
    config.optimizer.batch = 48;
    config.cues.clear();
    return config;
}

// Nothing asked for but what the page itself measures; one network.
Config bare() {
    Config config = small();
    config.stability = {};
    config.compare.clear();
    return config;
}

struct Stable : DrivenApp {
    explicit Stable(const Config& config = small(), EngineFactory factory = make_engine)
        : DrivenApp(config, {1600, 900}, 1, std::move(factory)) {}

    void train(int steps) {
        experiment.advance(steps);
        play(3);
    }
    const Undo& edits() { return app.undoable().edits(); }
    const StabilityConfig& asked() const { return app.snapshot().config->stability; }
    const MemberSnapshot& member(std::size_t m) const { return app.snapshot().members[m]; }
    const StabilityMeasures& measured(std::size_t m) const {
        return app.snapshot().stability_rows->back().members[m];
    }
    void type(const std::string& name, const char* text) {
        click(name);
        ImGui::GetIO().AddInputCharactersUTF8(text);
        play(3);
        press_elsewhere();
    }
    void press_elsewhere() {
        const Rect plot = rect("plot.spectrum");
        for (const bool down : {false, true, false}) {
            mouse({plot.max.x - 5, plot.max.y - 5}, down);
        }
    }
};

using StabilityGl = AppGlTest;

TEST_F(StabilityGl, APresetOpensItInTheInputViewAndTheToolbarLeavesIt) {
    Stable s;
    EXPECT_EQ(s.app.state().laboratory, LaboratoryKind::Stability);
    EXPECT_EQ(s.app.state().view, ViewKind::Input);
    for (const char* name :
         {"rate_track", "vectors", "window", "twin", "covariant", "twin_now", "plot.spectrum",
          "plot.stability_loss", "plot.twin_run", "plot.edge", "rates_sweep", "flow_a", "flow_b"}) {
        EXPECT_TRUE(s.on_screen(name)) << name;
    }
    EXPECT_FALSE(s.on_screen("plot.two_weights"));
    s.click("explorer.1");
    s.play(2);
    EXPECT_TRUE(s.on_screen("foretell_sweep"));
    s.click("explorer.2");
    s.play(2);
    EXPECT_TRUE(s.on_screen("plot.two_weights"));
    EXPECT_FALSE(s.on_screen("rates_sweep"));
    s.click("laboratory.0");
    EXPECT_TRUE(s.on_screen("plot.loss"));
    EXPECT_FALSE(s.on_screen("rate_track"));
}

// A preset opens a tab, and so does a cue; a preset without one leaves it.
TEST_F(StabilityGl, APresetOrACueOpensATab) {
    const auto start = [](Stable& s, const char* preset) {
        s.app.undoable().start({.config = find_preset(preset).config, .preset = preset});
        s.play(4);
    };
    Stable s(find_preset("stability-product").config);
    EXPECT_TRUE(s.on_screen("plot.two_weights"));
    start(s, "stability-edge");
    EXPECT_TRUE(s.on_screen("plot.two_weights"));
    start(s, "stability-foretell");
    EXPECT_TRUE(s.on_screen("foretell_sweep"));
    start(s, "stability-order");
    EXPECT_TRUE(s.on_screen("rates_sweep"));
    Config config = small();
    config.cues = {Cue{.at = 0, .say = "so", .explorer = Explorer::TwoWeights}};
    s.app.undoable().start({.config = config, .preset = ""});
    s.play(4);
    EXPECT_TRUE(s.on_screen("rates_sweep"));
    s.press('C');
    s.play(4);
    EXPECT_TRUE(s.on_screen("plot.two_weights"));
    EXPECT_EQ(name_of(s.app.state().stability.explorer), "two_weights");
}

TEST_F(StabilityGl, KeysGoToThePagesAndBack) {
    Stable s;
    const char* const of_a_page[] = {"plot.loss", "refine", "node_plane", "plot.spectrum"};
    for (const int there : {0, 1, 2}) {
        for (const int page : {there, 3}) {
            s.press(function_key(6 + page));
            s.play(4);
            for (int i = 0; i < 4; ++i) {
                EXPECT_EQ(s.on_screen(of_a_page[i]), i == page) << i << " on page " << page;
            }
        }
    }
    s.app.undoable().start({.config = small("stability-order"), .preset = "stability-order"});
    s.app.state().view = ViewKind::Plane;
    s.click("laboratory.0");
    s.app.undoable().start({.config = small("stability-edge"), .preset = "stability-edge"});
    s.play(4);
    EXPECT_EQ(s.app.state().laboratory, LaboratoryKind::Stability);
    EXPECT_EQ(s.app.state().view, ViewKind::Input);
}

// One exponent is measured while the page is open, whatever the configuration asks for.
TEST_F(StabilityGl, MeasuresWhileItIsOpen) {
    Config config = bare();
    config.laboratory = LaboratoryKind::Flow;
    Stable s(config);
    s.train(10);
    EXPECT_EQ(s.app.snapshot().stability_rows, nullptr);
    s.press(function_key(9));
    s.play(2);
    s.train(60);
    ASSERT_NE(s.app.snapshot().stability_rows, nullptr);
    ASSERT_EQ(s.measured(0).ftle.size(), 1u);
    EXPECT_TRUE(std::isfinite(s.measured(0).ftle[0]));
    EXPECT_EQ(s.asked(), StabilityConfig{}) << "the configuration stays as it is";
    s.press(function_key(6));
    s.train(10);
    EXPECT_EQ(s.app.snapshot().stability_rows, nullptr);
}

// What each control asks for.
struct Ask {
    const char* name;
    std::function<void(Stable&)> act;
    StabilityConfig wanted;
};

std::vector<Ask> asks() {
    return {
        {"vectors", [](Stable& s) { s.type("vectors", "5"); }, {.vectors = 5}},
        {"window", [](Stable& s) { s.type("window", "20"); }, {.vectors = 1, .window = 20}},
        {"covariant", [](Stable& s) { s.click("covariant"); }, {.vectors = 2, .covariant = 1000}},
        {"twin", [](Stable& s) { s.click("twin"); }, {.vectors = 1, .twin = 1e-7}}};
}

TEST_F(StabilityGl, EachControlIsOneEditThatASessionKeeps) {
    for (const Ask& ask : asks()) {
        Stable s(bare());
        s.train(5);
        const EngineKind engine = s.app.snapshot().asked.engine;
        ask.act(s);
        s.play(2);
        EXPECT_EQ(s.asked(), ask.wanted) << ask.name;
        ASSERT_EQ(s.edits().size(), 1u) << ask.name;
        const AppState kept =
            parse_app_state(to_json(AppState{.ui = s.app.state(), .undo = s.edits()}), AppState());
        ASSERT_EQ(kept.undo.size(), 1u);
        EXPECT_EQ(kept.undo.edits()[0].before, s.edits().edits()[0].before);
        EXPECT_EQ(kept.undo.edits()[0].after, s.edits().edits()[0].after);
        EXPECT_EQ(kept.ui.laboratory, LaboratoryKind::Stability);
        s.app.undoable().undo();
        s.play(2);
        EXPECT_EQ(s.asked(), StabilityConfig{}) << ask.name;
        EXPECT_EQ(s.app.snapshot().asked.engine, engine) << ask.name;
        s.app.undoable().redo();
        s.play(2);
        EXPECT_EQ(s.asked(), ask.wanted) << ask.name;
        EXPECT_EQ(s.app.snapshot().run, 1u) << ask.name << " began a new run";
    }
}

// The same bytes as a run that nobody looks at, in the engine that a twin asks for.
TEST_F(StabilityGl, NoControlChangesTheRun) {
    Config plain = bare();
    plain.laboratory = LaboratoryKind::Flow;
    Stable unseen(plain);
    unseen.experiment.send(Change{SetEngine{EngineKind::Double, DeviceKind::Cpu}});
    unseen.train(80);
    for (const Ask& ask : asks()) {
        Stable s(bare());
        s.experiment.send(Change{SetEngine{EngineKind::Double, DeviceKind::Cpu}});
        s.train(20);
        ask.act(s);
        s.train(30);
        s.app.undoable().undo();
        s.play(2);
        s.train(10);
        s.app.undoable().redo();
        s.play(2);
        s.train(20);
        ASSERT_EQ(s.app.snapshot().step, 80);
        EXPECT_EQ(s.member(0).weights->values, unseen.member(0).weights->values) << ask.name;
    }
}

TEST_F(StabilityGl, ATwinTrainsInDoublePrecision) {
    Stable s(bare());
    s.train(5);
    ASSERT_NE(s.app.snapshot().engine, "double");
    s.click("twin");
    s.train(20);
    EXPECT_EQ(s.app.snapshot().engine, "double");
    EXPECT_EQ(s.app.snapshot().run, 1u);
    EXPECT_EQ(s.app.snapshot().step, 25);
    ASSERT_NE(s.member(0).stability, nullptr);
    EXPECT_NE(s.member(0).stability->twin, nullptr);
    EXPECT_GT(s.measured(0).twin, 0);
    EXPECT_TRUE(s.on_screen("twin_now"));
    EXPECT_EQ(s.member(0).stability->twin_since, 5);
    s.click("twin_now");
    s.train(3);
    EXPECT_EQ(s.member(0).stability->twin_since, 25);
    s.click("twin");
    s.train(1);
    EXPECT_FALSE(s.on_screen("twin_now"));
    EXPECT_EQ(s.asked().twin, 0);
}

TEST_F(StabilityGl, TheTwinsBoundaryIsAskedForInTheInputViewAlone) {
    Stable s;
    s.train(60);
    for (int view = 0; view < kViewKinds; ++view) {
        s.app.state().view = static_cast<ViewKind>(view);
        s.play(4);
        const bool input = s.app.state().view == ViewKind::Input;
        EXPECT_EQ(s.app.observation()->asked.twin.has_value(), input) << view;
        EXPECT_EQ(s.app.observation()->members[1].twin_boundary != nullptr, input) << view;
    }
    s.app.state().view = ViewKind::Input;
    s.app.state().laboratory = LaboratoryKind::Flow;
    s.play(4);
    EXPECT_FALSE(s.app.observation()->asked.twin.has_value());
}

// Covariant vectors are shown once there are some, and not computed where nothing shows them.
TEST_F(StabilityGl, CovariantVectorsAreDrawnWhenThereAreSome) {
    Stable s;
    s.train(5);
    EXPECT_FALSE(s.on_screen("plot.angles"));
    s.train(200);
    s.play(40);
    EXPECT_TRUE(s.on_screen("plot.angles"));
    EXPECT_TRUE(s.on_screen("plot.shares"));
    s.app.state().presentation = true;
    s.play(4);
    EXPECT_FALSE(s.app.observation()->asked.covariant);
}

TEST_F(StabilityGl, ADragOfTheRateKeepsTheRunAndIsOneEdit) {
    Stable s;
    s.train(30);
    const OptimizerConfig before = s.app.snapshot().config->optimizer;
    const std::vector<float> weights = s.member(1).weights->values;
    s.mouse(s.spot("rate_track", 0.8f), false);
    s.mouse(s.spot("rate_track", 0.8f), true);
    for (const float x : {0.6f, 0.5f, 0.4f, 0.3f}) {
        s.mouse(s.spot("rate_track", x), true);
        s.train(5);
    }
    s.mouse(s.spot("rate_track", 0.3f), false);
    EXPECT_EQ(s.app.snapshot().run, 1u);
    EXPECT_EQ(s.app.snapshot().step, 50);
    EXPECT_NE(s.member(1).weights->values, weights);
    const double rate = s.member(1).config.optimizer.learning_rate;
    EXPECT_GT(rate, 0.05);
    EXPECT_LT(rate, 0.12);
    EXPECT_EQ(s.member(0).config.optimizer.learning_rate, 0.1) << "that of A";
    EXPECT_EQ(s.app.snapshot().stability_rows->back().step, 50);
    EXPECT_EQ(s.member(1).stability->since, 0) << "the vectors go on";
    ASSERT_EQ(s.edits().size(), 1u);
    s.app.undoable().undo();
    s.play(2);
    EXPECT_EQ(s.app.snapshot().config->optimizer, before);
    EXPECT_EQ(s.app.snapshot().step, 50);
}

// Draws the run as it is in every view, theme and layout.
void draw_everything(Stable& s) {
    for (const bool dark : {true, false}) {
        s.app.state().dark = dark;
        for (int view = 0; view < kViewKinds; ++view) {
            s.app.state().view = static_cast<ViewKind>(view);
            s.play(3);
            EXPECT_TRUE(s.on_screen("rate_track"));
        }
        s.app.state().view = ViewKind::Input;
        for (const Explorer shown : {Explorer::Foretell, Explorer::TwoWeights, Explorer::Rate}) {
            s.app.state().stability.explorer = shown;
            s.play(2);
        }
        for (const PairLayout pair :
             {PairLayout::Overlaid, PairLayout::Single, PairLayout::SideBySide}) {
            s.app.state().pair_layout = pair;
            s.play(2);
        }
        s.app.state().presentation = true;
        s.play(3);
        EXPECT_TRUE(s.on_screen("plot.edge"));
        s.app.state().presentation = false;
        s.app.state().views_only = true;
        s.play(3);
        s.app.state().views_only = false;
    }
}

TEST_F(StabilityGl, EveryViewOfEveryRunIsDrawn) {
    struct Run {
        const char* name;
        std::vector<const char*> settings;
    };
    const Run runs[] = {
        {"as the preset", {}},
        {"one layer", {"network.layers=1", "network.hidden=1"}},
        {"relu, minibatches",
         {"network.activation=relu", "optimizer.batch=7", "optimizer.shuffle=true"}},
        {"far head", {"network.head.kind=far"}},
        {"three classes", {"dataset.kind=blobs", "dataset.classes=3"}},
        {"three coordinates, adam", {"network.dimension=3", "optimizer.kind=adam"}}};
    for (const Run& run : runs) {
        Config config = small();
        for (const char* setting : run.settings) {
            set_field(config, setting);
        }
        config.optimizer.learning_rate = 0.05;  // none diverges
        Stable s(config);
        s.train(130);
        ASSERT_EQ(s.app.snapshot().step, 130) << run.name;
        draw_everything(s);
        EXPECT_TRUE(std::isfinite(s.measured(1).ftle[0])) << run.name;
        EXPECT_NE(s.member(1).stability->twin, nullptr) << run.name;
    }
}

TEST_F(StabilityGl, ARunBeforeItsFirstStepIsDrawn) {
    Stable s;
    draw_everything(s);
    EXPECT_EQ(s.app.snapshot().step, 0);
}

TEST_F(StabilityGl, ARunThatHasDivergedIsDrawn) {
    Config config = small();
    config.network.activation = Activation::Identity;
    config.optimizer.learning_rate = 1000;
    Stable s(config);
    s.train(400);
    ASSERT_EQ(s.app.snapshot().status, Status::Diverged);
    draw_everything(s);
    s.drag("rate_track", 0.95f, 0.3f);
    s.app.undoable().send(Change{Reset{}});
    s.train(60);
    EXPECT_EQ(s.app.snapshot().step, 60);
    EXPECT_TRUE(std::isfinite(s.measured(1).ftle[0]));
}

TEST_F(StabilityGl, ASessionKeepsItsChoices) {
    Stable s;
    s.app.state().stability = {.explorer = Explorer::TwoWeights, .closed = true};
    const AppState kept = parse_app_state(to_json(AppState{.ui = s.app.state()}), AppState());
    EXPECT_EQ(kept.ui.stability, s.app.state().stability);
    DrivenApp other(find_preset("circles").config);
    other.app.begin_with({.ui = kept.ui});
    other.play(3);
    EXPECT_TRUE(other.on_screen("plot.two_weights"));
    EXPECT_FALSE(other.on_screen("rate_track")) << "its section is closed";
}

}  // namespace
}  // namespace la
