// The way over the controls by keys alone: Tab, Enter, arrows, Esc; and values that are typed.

#include "app/keys/keyboard_focus.h"

#include <set>

#include "tests/support/driven_app.h"

namespace la {
namespace {

class KeyboardFocus : public AppGlTest {};

const std::string& focused(const DrivenApp& s) {
    return s.app.controls().focused();
}

// Goes on until the ring is around this control.
void go_to(DrivenApp& s, const std::string& name) {
    for (int i = 0; i < 200 && focused(s) != name; ++i) {
        s.press(kKeyTab);
    }
    ASSERT_EQ(focused(s), name);
}

double lambda(const DrivenApp& s) {
    return s.app.snapshot().members.back().lambda;
}

// What a person types into the text that has the keyboard.
void type(DrivenApp& s, const char* text) {
    ImGui::GetIO().AddInputCharactersUTF8(text);
    s.play(3);
}

TEST_F(KeyboardFocus, GoesOverEveryControlAndBack) {
    DrivenApp s;
    EXPECT_FALSE(s.on_screen("focus"));
    std::set<std::string> seen;
    for (int i = 0; i < 200 && seen.size() < s.app.controls().stops().size(); ++i) {
        s.press(kKeyTab);
        ASSERT_TRUE(s.on_screen("focus")) << focused(s) << " has no ring";
        EXPECT_TRUE(s.on_screen(focused(s))) << focused(s) << " is scrolled to";
        seen.insert(focused(s));
    }
    for (const char* name :
         {"play", "speed", "preset", "laboratory.1", "lambda", "mode", "noise", "dataset", "shown",
          "show_grid", "view.1", "ab.1", "depth", "history", "section.network", "theme"}) {
        EXPECT_TRUE(seen.contains(name)) << name;
    }
    EXPECT_FALSE(seen.contains("undo")) << "nothing can be undone";
    const std::string last = focused(s);
    s.press(kKeyTab);
    s.press(kKeyTab, kShift);
    EXPECT_EQ(focused(s), last);
    s.press(kKeyEscape);
    EXPECT_EQ(focused(s), "");
    EXPECT_FALSE(s.on_screen("focus"));
}

TEST_F(KeyboardFocus, ArrowsChangeTheControlAndNothingElse) {
    DrivenApp s;
    const double before = lambda(s);
    go_to(s, "noise");
    const double noise = s.app.snapshot().config->dataset.noise;
    s.press(kKeyUp);
    EXPECT_GT(s.app.snapshot().config->dataset.noise, noise);
    s.press(kKeyDown);
    EXPECT_DOUBLE_EQ(s.app.snapshot().config->dataset.noise, noise);
    EXPECT_EQ(lambda(s), before) << "an arrow is lambda's only while no control has the ring";
    go_to(s, "speed");
    const int speed = s.app.state().speed;
    s.press(kKeyDown);
    EXPECT_EQ(s.app.state().speed, speed + 1) << "the next in the list";
    s.app.hold(2);
    go_to(s, "depth");
    s.press(kKeyRight);
    EXPECT_GT(s.app.temp().depth.value, 2);
    EXPECT_LT(s.app.temp().depth.value, 3);
    s.press(kKeyEscape);
    s.press(kKeyUp);
    EXPECT_GT(lambda(s), before);
}

TEST_F(KeyboardFocus, EnterUsesTheControl) {
    DrivenApp s;
    go_to(s, "show_grid");
    s.press(kKeyEnter);
    EXPECT_TRUE(s.app.state().show_grid);
    go_to(s, "view.3");
    s.press(kKeyEnter);
    EXPECT_EQ(s.app.state().view, ViewKind::Input);
    go_to(s, "section.network");
    const bool closed = s.app.state().closed[static_cast<int>(Section::Network)];
    s.press(kKeyEnter);
    EXPECT_NE(s.app.state().closed[static_cast<int>(Section::Network)], closed);
    go_to(s, "speed");
    s.press(kKeyEnter);
    s.play(2);
    EXPECT_TRUE(s.on_screen("speed.2")) << "its list is open";
}

TEST_F(KeyboardFocus, LeavesShortcutsToTheirKeys) {
    DrivenApp s;
    go_to(s, "lambda");
    s.press('N');
    EXPECT_EQ(s.app.snapshot().step, 1);
    s.press(' ');
    EXPECT_TRUE(std::holds_alternative<la::Run>(s.experiment.sent.back()));
    EXPECT_EQ(focused(s), "lambda");
    s.click("theme");
    EXPECT_EQ(focused(s), "") << "the mouse takes over";
}

TEST_F(KeyboardFocus, OpensATextForAValue) {
    DrivenApp s;
    const auto run = s.app.snapshot().run;
    go_to(s, "lambda");
    s.press(kKeyEnter);
    s.play(3);
    ASSERT_TRUE(s.on_screen("lambda.value"));
    EXPECT_TRUE(ImGui::GetIO().WantTextInput);
    type(s, "0.2");
    s.press(kKeyTab);
    s.play(2);
    EXPECT_DOUBLE_EQ(lambda(s), 0.2);
    EXPECT_FALSE(s.on_screen("lambda.value"));
    EXPECT_NE(focused(s), "lambda") << "Tab goes on";
    EXPECT_EQ(s.app.snapshot().run, run);

    s.app.hold(1);
    go_to(s, "depth");
    s.press(kKeyEnter);
    s.play(3);
    type(s, "4.5");
    s.press(kKeyTab);
    s.play(2);
    EXPECT_FLOAT_EQ(s.app.temp().depth.value, 4.5f);
}

TEST_F(KeyboardFocus, NoDigitLosesARun) {
    DrivenApp s;
    const auto run = s.app.snapshot().run;
    for (char digit = '1'; digit <= '9'; ++digit) {
        s.press(digit);
    }
    EXPECT_EQ(s.app.snapshot().run, run);
    EXPECT_EQ(s.app.preset(), "circles");
    EXPECT_EQ(s.app.state().view, ViewKind::Sweep) << "1 to 5 are the views";
}

TEST_F(KeyboardFocus, ADoubleClickOnAnySliderOpensIt) {
    DrivenApp s;
    s.app.hold(1);
    const ImVec2 at = s.spot("depth", 0.5f);
    for (const bool down : {false, true, false, true, false}) {
        s.mouse(at, down);
    }
    s.play(3);
    EXPECT_TRUE(s.on_screen("depth.value"));
    EXPECT_TRUE(ImGui::GetIO().WantTextInput);
}

TEST_F(KeyboardFocus, UsesPlots) {
    DrivenApp s(find_preset("circles").config, {1280, 720}, 1, make_engine);
    s.drawing = Offscreen::Drawing::AsInWindow;
    s.experiment.advance(50);
    s.play(4);
    const plot::PlotState& loss =
        s.app.temp().plots.curves.plots[static_cast<std::size_t>(Quantity::Loss)];
    go_to(s, "plot.loss.y_scale");
    const plot::AxisScale before = loss.y_scale;
    s.press(kKeyEnter);
    s.play(3);
    EXPECT_NE(loss.y_scale, before);
    go_to(s, "plot.loss");
    const plot::Range all = loss.x;
    s.press(kKeyUp);
    s.play(2);
    EXPECT_LT(loss.x.hi - loss.x.lo, 0.9 * (all.hi - all.lo)) << "nearer";
    const double middle = loss.x.lo + loss.x.hi;
    s.press(kKeyRight);
    s.play(2);
    EXPECT_GT(loss.x.lo + loss.x.hi, middle);
    s.press(kKeyEnter);
    s.play(2);
    EXPECT_EQ(loss.x.hi, all.hi);
    go_to(s, "plot.loss.legend.A");
    s.press(kKeyEnter);
    s.play(2);
    EXPECT_FALSE(loss.shows("A"));
    go_to(s, "curve_1");
    s.press(kKeyEnter);
    s.play(3);
    EXPECT_TRUE(s.on_screen("curve_1.cost")) << "the list of quantities";
}

TEST_F(KeyboardFocus, TurnsTheBox) {
    DrivenApp s;
    s.app.state().view = ViewKind::InDepth;
    s.play(4);
    const auto picture = [&] {
        s.picture(1);
        return s.app.view_canvas(1).read().rgba;
    };
    const auto before = picture();
    go_to(s, "space");
    s.press(kKeyRight);
    const auto turned = picture();
    EXPECT_NE(turned, before);
    s.press(kKeyEnter);
    EXPECT_EQ(picture(), before);
}

TEST_F(KeyboardFocus, StaysInADialog) {
    DrivenApp s;
    s.press('O', kCtrl);
    s.play(3);
    ASSERT_TRUE(s.on_screen("session_path"));
    std::set<std::string> seen;
    for (int i = 0; i < 8; ++i) {
        s.press(kKeyTab);
        seen.insert(focused(s));
    }
    EXPECT_EQ(seen, (std::set<std::string>{"session_path", "session_cancel"}));
}

}  // namespace
}  // namespace la
