// Undo and redo as the user sees them: after drags, keys and edits of every kind of setting.

#include <cmath>

#include "app/state/speeds.h"
#include "tests/support/driven_app.h"

namespace la {
namespace {

class Editing : public AppGlTest {};

double lambda(const DrivenApp& s, std::size_t member = 1) {
    return s.app.snapshot().members[member].lambda;
}

void undo(DrivenApp& s) {
    s.press('Z', kCtrl);
}
void redo(DrivenApp& s) {
    s.press('Z', kCtrl | kShift);
}

TEST_F(Editing, UndoesAWholeDragOfLambda) {
    DrivenApp s;
    const double first = lambda(s);
    s.drag("lambda", 0.6f, 0.3f);
    const double second = lambda(s);
    s.drag("lambda", 0.3f, 0.9f);
    const double third = lambda(s);
    undo(s);
    EXPECT_EQ(lambda(s), second);
    undo(s);
    EXPECT_EQ(lambda(s), first);
    undo(s);  // nothing left
    EXPECT_EQ(lambda(s), first);
    redo(s);
    EXPECT_EQ(lambda(s), second);
    s.press('Y', kCtrl);
    EXPECT_EQ(lambda(s), third);
    EXPECT_EQ(lambda(s, 0), 0);
    EXPECT_EQ(s.app.snapshot().run, 1u) << "no new run";
}

TEST_F(Editing, UndoesByTheButtonsToo) {
    DrivenApp s;
    const double first = lambda(s);
    s.press('0');
    s.click("undo");
    EXPECT_EQ(lambda(s), first);
    s.click("redo");
    EXPECT_EQ(lambda(s), 0);
    EXPECT_EQ(s.app.snapshot().config->objective.mode, Mode::None);
}

TEST_F(Editing, CountsNotchesStruckWithinOneFrame) {
    DrivenApp s;
    const double first = lambda(s);
    for (int i = 0; i < 4; ++i) {
        s.app.press({kKeyUp});
    }
    s.play(2);
    EXPECT_NEAR(lambda(s) / first, 10, 1e-6) << "four quarters of a decade";
    undo(s);
    EXPECT_NEAR(lambda(s) / first, std::pow(10, 0.75), 1e-6) << "one edit a stroke";
}

TEST_F(Editing, UndoesTheOptimiserAndTheSpeed) {
    DrivenApp s;
    const OptimizerConfig before = s.app.snapshot().config->optimizer;
    s.choose("optimizer", 1);
    EXPECT_EQ(s.app.snapshot().config->optimizer.kind, OptimizerKind::Sgd);
    s.press('+');
    const int speed = s.app.state().speed;
    undo(s);
    EXPECT_EQ(s.app.state().speed, speed - 1);
    EXPECT_EQ(std::get<SetSpeed>(s.experiment.sent.back()).steps_per_s,
              kSpeeds[speed - 1].steps_per_s);
    undo(s);
    EXPECT_EQ(s.app.snapshot().config->optimizer, before);
    redo(s);
    EXPECT_EQ(s.app.snapshot().config->optimizer.kind, OptimizerKind::Sgd);
    EXPECT_EQ(s.app.snapshot().run, 1u) << "no new run";
}

TEST_F(Editing, UndoesStopConditions) {
    DrivenApp s;
    const auto stop = [&] { return s.app.snapshot().config->stop; };
    StopConfig wanted;
    wanted.steps = 500;
    s.app.undoable().begin_gesture();
    s.app.undoable().send(SetStop{wanted});
    wanted.accuracy = 0.9;
    s.app.undoable().begin_gesture();
    s.app.undoable().send(SetStop{wanted});
    s.play(2);
    ASSERT_EQ(stop(), wanted);
    EXPECT_EQ(describe(*s.app.undoable().edits().undoable()), "stop: accuracy 0.0 → 0.9");
    undo(s);
    EXPECT_EQ(stop().accuracy, 0);
    EXPECT_EQ(stop().steps, 500);
    undo(s);
    EXPECT_EQ(stop(), StopConfig{});
    redo(s);
    redo(s);
    EXPECT_EQ(stop(), wanted);
    EXPECT_EQ(s.app.snapshot().run, 1u) << "no new run";
    // A new run comes and goes with the conditions that are in force.
    s.press('R', kShift);
    undo(s);
    EXPECT_EQ(stop(), wanted);
}

TEST_F(Editing, UndoesTheEngine) {
    DrivenApp s;
    const EngineOptions before = s.app.snapshot().asked;
    s.choose("engine", 1);
    ASSERT_EQ(s.app.snapshot().asked.engine, EngineKind::Fused);
    EXPECT_EQ(describe(*s.app.undoable().edits().undoable()), "engine auto → fused");
    undo(s);
    EXPECT_EQ(s.app.snapshot().asked.engine, before.engine);
    EXPECT_EQ(s.app.snapshot().asked.device, before.device);
    redo(s);
    EXPECT_EQ(s.app.snapshot().asked.engine, EngineKind::Fused);
}

TEST_F(Editing, UndoingANewRunStartsARun) {
    DrivenApp s;
    const Config circles = *s.app.snapshot().config;
    s.press('2', kCtrl);
    s.press('R', kShift);
    const Config moons_2 = *s.app.snapshot().config;
    s.choose("activation", 1);
    const std::uint64_t run = s.app.snapshot().run;
    EXPECT_EQ(s.app.preset(), "");
    undo(s);
    EXPECT_EQ(*s.app.snapshot().config, moons_2);
    EXPECT_EQ(s.app.preset(), "moons");
    EXPECT_EQ(s.app.snapshot().run, run + 1);
    EXPECT_EQ(s.app.snapshot().step, 0);
    undo(s);
    EXPECT_EQ(*s.app.snapshot().config, find_preset("moons").config);
    undo(s);
    EXPECT_EQ(*s.app.snapshot().config, circles);
    EXPECT_EQ(s.app.preset(), "circles");
}

TEST_F(Editing, ReturnsToUzawa) {
    Config config = find_preset("circles").config;
    config.objective.mode = Mode::Uzawa;
    config.objective.uzawa.nu = 4;
    DrivenApp s(config);
    ASSERT_EQ(lambda(s), 0.25);
    s.press('0');
    EXPECT_EQ(s.app.snapshot().members[1].config.objective.mode, Mode::None);
    undo(s);
    EXPECT_EQ(s.app.snapshot().members[1].config.objective.mode, Mode::Uzawa);
    EXPECT_EQ(lambda(s), 0.25);
    s.press('0');
    s.press('0');
    EXPECT_EQ(s.app.snapshot().members[1].config.objective.mode, Mode::Uzawa);
}

}  // namespace
}  // namespace la
