// Looking back: what the views show, which commands return to now, and what --state reports.

#include <nlohmann/json.hpp>

#include "app/experiment/history_view.h"
#include "app/window/state_file.h"
#include "tests/support/diverging_engine.h"
#include "tests/support/driven_app.h"

namespace la {
namespace {

using Json = nlohmann::json;

class HistoryGl : public AppGlTest {};

Json state_of(DrivenApp& s) {
    return Json::parse(state_json(s.app, {0, 0, 1600, 900}));
}

// Hash of B's weights at a kept step.
std::string hash_at(const DrivenApp& s, std::int64_t step) {
    const KeptSteps& kept = *s.app.snapshot().history;
    const KeptStep& there = kept[nearest_kept(kept, step)];
    EXPECT_EQ(there.step, step);
    return weights_hash(*there.members.back().weights);
}

std::int64_t past_step(const DrivenApp& s) {
    return s.app.temp().history.shown ? s.app.temp().history.shown->step : -1;
}

// A run of 600 steps, all kept, with the slider at this fraction of it.
struct LookingBack : DrivenApp {
    explicit LookingBack(float part = 0.25f) {
        experiment.advance(600);
        play(2);
        drag("history", 0.9f, part);
    }
};

TEST_F(HistoryGl, ADragShowsAnEarlierStepWhileTrainingGoesOn) {
    LookingBack s;
    const std::int64_t step = past_step(s);
    EXPECT_NEAR(static_cast<double>(step), 150, 2);
    ASSERT_NE(s.app.observation(), nullptr);
    EXPECT_EQ(s.app.observation()->snapshot->step, step);
    s.experiment.advance(100);
    s.play(3);
    EXPECT_EQ(s.app.snapshot().step, 700);
    EXPECT_EQ(past_step(s), step);
    EXPECT_EQ(s.app.observation()->snapshot->step, step);
    const Json state = state_of(s);
    EXPECT_EQ(state["step"], 700);
    EXPECT_EQ(state["history_step"], step);
    EXPECT_EQ(state["members"][1]["weights_hash"], hash_at(s, step));
    EXPECT_TRUE(s.experiment.sent.empty()) << "the training was sent a command";
}

// Measures, field, states and gauges are those of the shown step.
TEST_F(HistoryGl, AllMeasuresAreThoseOfThatStep) {
    LookingBack s;
    const Observation& seen = *s.app.observation();
    InlineExperiment fresh(find_preset("circles").config, {}, SlowEngine::factory({}));
    fresh.advance(past_step(s));
    const Observation there =
        observe({.snapshot = fresh.snapshot(),
                 .views = {.fields = seen.asked.fields},
                 .transport_points = seen.members[1].gauges->subsample.points});
    for (std::size_t m = 0; m < 2; ++m) {
        EXPECT_EQ(*seen.members[m].states, *there.members[m].states);
        EXPECT_EQ(seen.members[m].fields[0]->near, there.members[m].fields[0]->near);
        EXPECT_EQ(seen.members[m].metrics.energy, there.members[m].metrics.energy);
        EXPECT_EQ(seen.members[m].gauges->action, there.members[m].gauges->action);
        EXPECT_EQ(seen.members[m].gauges->w2_squared, there.members[m].gauges->w2_squared);
    }
    s.click("now");
    s.play(2);
    EXPECT_NE(s.app.observation()->members[1].gauges->action, there.members[1].gauges->action);
}

TEST_F(HistoryGl, TheRightEndAndTheButtonAreNow) {
    LookingBack s;
    s.drag("history", 0.5f, 1.0f);
    EXPECT_EQ(past_step(s), -1);
    EXPECT_EQ(state_of(s)["history_step"], 600);
    s.drag("history", 0.9f, 0.0f);
    EXPECT_EQ(past_step(s), 0);
    EXPECT_EQ(state_of(s)["history_step"], 0);
    s.click("now");
    EXPECT_EQ(past_step(s), -1);
    EXPECT_EQ(state_of(s)["members"][1]["weights_hash"], hash_at(s, 600));
    s.click("now");
    EXPECT_EQ(past_step(s), -1) << "it does nothing where nothing is to be done";
}

TEST_F(HistoryGl, AShownStepStaysWhileTheMouseRestsAndTheRunGrows) {
    LookingBack s;
    s.mouse(s.spot("history", 0.5f), false);
    s.mouse(s.spot("history", 0.5f), true);
    const std::int64_t step = past_step(s);
    EXPECT_NEAR(static_cast<double>(step), 300, 2);
    s.experiment.advance(300);
    s.play(5);
    EXPECT_EQ(past_step(s), step) << "the button is down, the mouse rests";
    s.mouse(s.spot("history", 0.25f), true);
    EXPECT_NEAR(static_cast<double>(past_step(s)), 225, 2) << "of 900 now";
    s.mouse(s.spot("history", 0.25f), false);
}

TEST_F(HistoryGl, KeysGoFromKeptStepToKeptStep) {
    DrivenApp s;
    s.experiment.advance(1500);  // every second step is kept
    s.play(2);
    s.press(kKeyLeft, kShift);
    EXPECT_EQ(past_step(s), 1498) << "1500 is now";
    s.press(kKeyLeft, kShift);
    EXPECT_EQ(past_step(s), 1496);
    s.press(kKeyRight, kShift);
    s.press(kKeyRight, kShift);
    EXPECT_EQ(past_step(s), -1) << "after the last comes now";
    s.press(kKeyRight, kShift);
    EXPECT_EQ(past_step(s), -1);
    s.press(kKeyHome);
    EXPECT_EQ(past_step(s), 0);
    s.press(kKeyLeft, kShift);
    EXPECT_EQ(past_step(s), 0);
    s.press(kKeyRight, kShift);
    EXPECT_EQ(past_step(s), 2);
    s.press(kKeyEnd);
    EXPECT_EQ(past_step(s), -1);
    EXPECT_TRUE(s.experiment.sent.empty());
}

// A shown step that the run drops from its history stays on view.
TEST_F(HistoryGl, AShownStepOutlivesTheThinning) {
    DrivenApp s;
    s.experiment.advance(101);
    s.play(2);
    s.press(kKeyLeft, kShift);
    s.press(kKeyLeft, kShift);
    ASSERT_EQ(past_step(s), 99);
    const std::string hash = hash_at(s, 99);
    s.experiment.advance(5000);
    s.play(2);
    EXPECT_EQ(past_step(s), 99);
    EXPECT_EQ(state_of(s)["members"][1]["weights_hash"], hash);
    s.press(kKeyRight, kShift);
    EXPECT_EQ(past_step(s), 104) << "every eighth is kept now";
}

TEST_F(HistoryGl, StepsAndEditsLeadBackToNow) {
    LookingBack s;
    HistoryView history;
    ReturnToNow experiment(s.experiment, history);
    const auto leads_back = [&](const Command& command) {
        history.shown = std::make_shared<Snapshot>();
        experiment.send(command);
        return history.shown == nullptr;
    };
    EXPECT_TRUE(leads_back(Step{Step::Unit::Batch}));
    EXPECT_TRUE(leads_back(Step{Step::Unit::Epoch}));
    EXPECT_TRUE(leads_back(Change{SetLambda{1, 0.5}}));
    EXPECT_TRUE(leads_back(Change{SetOptimizer{find_preset("circles").config.optimizer}}));
    EXPECT_TRUE(leads_back(Change{Reset{}}));
    EXPECT_TRUE(leads_back(Change{NewSeed{}}));
    EXPECT_TRUE(leads_back(Change{Load{find_preset("moons").config}}));
    EXPECT_FALSE(leads_back(Pause{}));
    EXPECT_FALSE(leads_back(la::Run{}));
    EXPECT_FALSE(leads_back(SetSpeed{50}));
    EXPECT_EQ(s.experiment.sent.size(), 10u) << "all are passed on";
}

TEST_F(HistoryGl, ControlsLeadBackToNowToo) {
    LookingBack s;
    s.click("step_batch");
    EXPECT_EQ(past_step(s), -1);
    s.press(kKeyHome);
    s.drag("lambda", 0.6f, 0.4f);
    EXPECT_EQ(past_step(s), -1);
    s.press(kKeyHome);
    s.click("reset");
    EXPECT_EQ(past_step(s), -1);
    EXPECT_EQ(s.app.snapshot().step, 0);
    s.press(kKeyHome);
    EXPECT_EQ(past_step(s), -1) << "step 0 is now";
}

// A run that is restarted elsewhere leaves nothing of the old one on view.
TEST_F(HistoryGl, ANewRunIsShownFromItsNow) {
    LookingBack s;
    ASSERT_NE(past_step(s), -1);
    s.experiment.send(Change{NewSeed{}});
    s.play(2);
    EXPECT_EQ(past_step(s), -1);
    EXPECT_EQ(s.app.observation()->snapshot->run, s.app.snapshot().run);
}

TEST_F(HistoryGl, TheHistoryOfADivergedRunEndsWithTheLastFiniteWeights) {
    DrivenApp s(find_preset("circles").config, {1600, 900}, 1, DivergingEngine::factory());
    s.experiment.advance(3);
    s.play(3);
    s.press(kKeyLeft, kShift);
    s.press(kKeyHome);
    EXPECT_EQ(past_step(s), -1) << "step 0 is all there is";
    EXPECT_EQ(state_of(s)["history_step"], s.app.snapshot().step);
}

TEST_F(HistoryGl, TheRunGoesOnFromTheStepThatIsShown) {
    for (const bool by_key : {true, false}) {
        LookingBack s;
        const std::int64_t from = past_step(s);
        const std::string there = hash_at(s, from),
                          end = weights_hash(*s.app.snapshot().members[1].weights);
        EXPECT_TRUE(s.on_screen("go_on"));
        if (by_key) {
            s.press('G');
        } else {
            s.click("go_on");
        }
        s.play(3);
        EXPECT_EQ(s.app.snapshot().step, from);
        EXPECT_EQ(weights_hash(*s.app.snapshot().members[1].weights), there);
        EXPECT_EQ(s.app.temp().history.shown, nullptr);
        EXPECT_FALSE(s.on_screen("go_on"));
        EXPECT_EQ(s.app.snapshot().left.rows->back().step, 600);
        EXPECT_TRUE(s.on_screen("plot.loss.legend.B_before")) << "the old curve stays";
        s.experiment.advance(20);
        s.play(2);
        s.press('Z', kCtrl);
        s.play(3);
        EXPECT_EQ(s.app.snapshot().step, 600) << "undo brings the weights back";
        EXPECT_EQ(weights_hash(*s.app.snapshot().members[1].weights), end);
        EXPECT_FALSE(s.on_screen("plot.loss.legend.B_before"));
        s.press('Z', kCtrl | kShift);
        s.play(3);
        EXPECT_EQ(s.app.snapshot().step, from + 20);
        s.press('R');
        s.play(2);
        EXPECT_FALSE(s.on_screen("plot.loss.legend.B_before")) << "until a reset";
    }
}

TEST_F(HistoryGl, NothingGoesOnFromNow) {
    DrivenApp s;
    s.experiment.advance(50);
    s.play(2);
    s.press('G');
    EXPECT_TRUE(s.experiment.sent.empty());
    EXPECT_FALSE(s.on_screen("go_on"));
}

}  // namespace
}  // namespace la
