// Every lesson from its first card to its last, by keys alone, with the real training: each ring is
// on screen, no card is done before what it asks for, and a wrong answer is told from a right one.

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <thread>

#include "app/export/picture_file.h"
#include "app/lessons/lesson_answers.h"
#include "app/lessons/lesson_run.h"
#include "tests/support/driven_app.h"

namespace la {
namespace {

class Lessons : public AppGlTest {};

struct Pupil : DrivenApp {
    Pupil() : DrivenApp(find_preset("circles").config, {1280, 720}, 1, make_engine) {}

    FrameContext context() {
        return {widgets,
                app.snapshot(),
                app.observation(),
                app.state(),
                const_cast<UiTemp&>(app.temp()),
                app.undoable()};
    }
    const LessonRun& run() { return *app.temp().lesson.run; }
    const LessonCard& card() { return run().now().cards[run().card]; }
    const CardProgress& progress() { return run().cards[run().card]; }

    void strike(int key, int times = 1, int modifiers = 0) {
        for (int i = 0; i < times; ++i) {
            press(key, modifiers);
        }
    }
    void train(int steps) {
        experiment.advance(steps);
        play(3);
    }
    // What the setup of a card trains by itself in a window.
    void wait_for_setup() {
        play(4);
        for (int i = 0; i < 100 && run().training_to; ++i) {
            train(250);
        }
        EXPECT_FALSE(run().training_to);
    }
    void tab_to(const std::string& control) {
        for (int i = 0; i < 200 && app.controls().focused() != control; ++i) {
            strike(kKeyTab);
        }
        ASSERT_EQ(app.controls().focused(), control);
    }
    void type(const std::string& text) {
        for (const char c : text) {
            strike(c);
        }
    }

    Controls none;
    Theme theme;
    Widgets widgets{theme, none};
};

// What is done on the cards of each lesson, one after the other.
using Acts = std::vector<std::function<void(Pupil&)>>;
void nothing(Pupil&) {}

// The page of formulas, its sketch by Tab and arrows.
Acts chain_acts() {
    return {nothing,
            [](Pupil& p) {
                p.strike(function_key(2));
                p.tab_to("sketch.0.2");
                p.strike(kKeyDown, 9);
                p.strike(kKeyEscape);  // of the ring; Enter is the lesson's again
            },
            [](Pupil& p) {
                p.tab_to("sketch.straight");
                p.strike(kKeyEnter);
                p.tab_to("sketch.swap");
                p.strike(kKeyEnter);
                p.strike(kKeyEscape);
            },
            [](Pupil& p) { p.strike(function_key(2)); },
            nothing,
            nothing};
}

const std::map<std::string, Acts>& acts() {
    static const auto kThere = [](Pupil& p) { p.strike(kKeyRight, 9); };
    static const auto kBack = [](Pupil& p) { p.strike(kKeyLeft, 9); };
    static const std::map<std::string, Acts> kActs{
        {"layer",
         {kThere, [](Pupil& p) { p.train(600); },
          [](Pupil& p) {
              kBack(p);
              kThere(p);
          },
          nothing}},
        {"boundary",
         {[](Pupil& p) { p.strike('V', 3); },
          [](Pupil& p) {
              p.strike('V', 2);
              kThere(p);
          },
          kBack}},
        {"wasted",
         {nothing,
          [](Pupil& p) {
              p.strike('0');
              p.train(3000);
          },
          [](Pupil& p) {
              p.strike('0');
              p.train(50);
              p.strike('0');
              p.train(500);
          },
          nothing, nothing}},
        {"cost",
         {[](Pupil& p) {
              p.strike('S');
              for (int i = 0; i < 2000 && !checks_met(p.run()); ++i) {
                  std::this_thread::sleep_for(std::chrono::milliseconds(10));
                  p.play(1);
              }
          },
          nothing,
          [](Pupil& p) {
              p.strike(kKeyUp, 8);
              p.train(4000);
              p.play(80);
          }}},
        {"chain", chain_acts()},
        {"squared",
         {nothing,
          [](Pupil& p) {
              kBack(p);
              kThere(p);
          },
          nothing, nothing}},
        {"ode",
         {[](Pupil& p) { p.train(1000); }, nothing,
          [](Pupil& p) {
              p.strike('M', 2);
              p.play(4);
          }}},
        {"rich",
         {[](Pupil& p) { p.train(320); },
          [](Pupil& p) {
              p.strike(kKeyUp, 8);
              p.train(320);
          },
          nothing, nothing}},
        {"edge",
         {[](Pupil& p) { p.train(2300); },
          [](Pupil& p) {
              p.strike(kKeyUp);
              p.train(900);
              p.play(80);
          },
          [](Pupil& p) { p.train(1000); }, nothing}}};
    return kActs;
}

void answer(Pupil& p) {
    const LessonQuestion& question = *p.card().ask;
    ASSERT_TRUE(checks_met(p.run()));
    if (question.numeric()) {
        const auto right = right_number(p.context(), question);
        ASSERT_TRUE(right) << question.value;
        p.type("98765");
        p.strike(kKeyEnter);
        EXPECT_FALSE(p.progress().right) << "98765";
        p.strike(kKeyEnter);
        EXPECT_TRUE(p.progress().chosen) << "a wrong answer leads nowhere";
        p.strike(kKeyBackspace, 5);
        char text[24];
        std::snprintf(text, sizeof text, "%.3g", *right);
        p.type(text);
        p.strike(kKeyEnter);
        EXPECT_TRUE(p.progress().right) << text << " for " << *right;
        return;
    }
    for (const bool right : {false, true}) {
        for (std::size_t i = 0; i < question.answers.size(); ++i) {
            if (question.answers[i].right == right && (!right || !p.progress().right)) {
                p.strike(static_cast<int>('1' + i));
                EXPECT_EQ(p.progress().right, right) << question.answers[i].text;
            }
        }
    }
}

void take(Pupil& p, std::size_t lesson) {
    p.strike('L');
    p.strike(static_cast<int>('1' + lesson));
    ASSERT_TRUE(p.app.temp().lesson.run);
    const std::string name = p.run().now().name;
    ASSERT_TRUE(acts().contains(name)) << name;
    ASSERT_EQ(acts().at(name).size(), p.run().now().cards.size()) << name;
    for (std::size_t i = 0; i < acts().at(name).size(); ++i) {
        const std::string where = name + ", card " + std::to_string(i);
        ASSERT_EQ(p.run().card, i) << where;
        p.wait_for_setup();
        EXPECT_EQ(why_lost(p.context()), "") << where;
        if (!p.card().ring.empty()) {
            EXPECT_TRUE(p.on_screen(p.card().ring)) << where << ": " << p.card().ring;
            EXPECT_TRUE(p.on_screen("spotlight") || checks_met(p.run())) << where;
        }
        if (!card_done(p.run())) {
            p.strike(kKeyPageDown);
            ASSERT_EQ(p.run().card, i) << where << " is left before it is done";
        }
        acts().at(name)[i](p);
        for (std::size_t c = 0; c < p.card().checks.size(); ++c) {
            EXPECT_TRUE(p.progress().met[c]) << where << ": " << p.card().checks[c].say;
        }
        if (p.card().ask) {
            answer(p);
        }
        if (const char* folder = std::getenv("LEASTACTION_LESSON_PICTURES")) {
            p.play(2);
            write_png(std::string(folder) + "/" + name + std::to_string(i) + ".png",
                      p.offscreen.read());
        }
        p.strike(kKeyEnter);
    }
    EXPECT_TRUE(p.run().ended()) << name;
    p.play(2);
    EXPECT_TRUE(p.on_screen("hand_in"));
    for (const CardProgress& card : p.run().cards) {
        EXPECT_FALSE(card.skipped) << name;
    }
    EXPECT_NE(answers_json(p.run()).find("98765"), 0u);
    p.strike(kKeyEnter);
    EXPECT_FALSE(p.app.temp().lesson.run) << "back to the list";
}

class EachLesson : public AppGlTest, public ::testing::WithParamInterface<std::size_t> {};

TEST_P(EachLesson, IsTakenByKeysAlone) {
    Pupil p;
    ASSERT_EQ(p.app.temp().lesson.shelf->lessons.size(), acts().size());
    take(p, GetParam());
}
INSTANTIATE_TEST_SUITE_P(OfTheProgram, EachLesson, ::testing::Range<std::size_t>(0, 9));

TEST_F(Lessons, GoOnAfterNonsense) {
    Pupil p;
    p.strike('L');
    p.strike('2');
    p.wait_for_setup();
    p.strike('V', 3);
    EXPECT_TRUE(checks_met(p.run()));
    p.strike(kKeyEscape);
    EXPECT_FALSE(p.on_screen("lesson"));
    p.strike('3', 1, kCtrl);  // another preset, with the drawer closed
    p.strike('L');
    p.play(3);
    EXPECT_NE(why_lost(p.context()), "");
    EXPECT_TRUE(p.on_screen("lesson.restore"));
    p.strike(kKeyEnter);
    p.wait_for_setup();
    EXPECT_EQ(why_lost(p.context()), "");
    EXPECT_TRUE(checks_met(p.run())) << "what was ticked stays ticked";
    p.strike(function_key(8));  // another laboratory
    p.play(3);
    EXPECT_NE(why_lost(p.context()), "");
    p.strike(function_key(6));
    p.play(3);
    EXPECT_EQ(why_lost(p.context()), "");
    p.strike(kKeyEnter);
    EXPECT_EQ(p.run().card, 1u);
    p.strike('R');
    p.play(3);
    EXPECT_NE(why_lost(p.context()), "") << "a lesson about trained networks, at step 0";
    p.strike(kKeyEnter);
    p.wait_for_setup();
    EXPECT_EQ(why_lost(p.context()), "");
    p.strike(kKeyPageDown, 1, kShift);
    EXPECT_EQ(p.run().card, 2u) << "skipped";
    EXPECT_TRUE(p.run().cards[1].skipped);
    p.strike(kKeyPageUp);
    EXPECT_EQ(p.run().card, 1u);
}

}  // namespace
}  // namespace la
