// Drawing points where they cannot be drawn: a line says so, and the window goes on.

#include "tests/support/driven_app.h"

namespace la {
namespace {

class PointStrokes : public AppGlTest {};

// Keys in the page of stability: its seventh preset learns numbers.
void load_numbers(DrivenApp& s) {
    s.press(function_key(9));
    for (int key = '1'; key <= '9'; ++key) {
        s.press(key, kCtrl);
        s.play(2);
        if (s.experiment.snapshot()->data->has_values()) {
            return;
        }
    }
    FAIL() << "no preset learns numbers";
}

TEST_F(PointStrokes, NumbersAreNotDrawn) {
    DrivenApp s;
    load_numbers(s);
    s.press('W');
    s.play(2);
    EXPECT_FALSE(s.app.temp().drawing.on);
    EXPECT_NE(s.app.temp().notice.text.find("numbers"), std::string::npos);
}

TEST_F(PointStrokes, EndWithTheRunOfClasses) {
    DrivenApp s;
    s.press('W');
    s.play(2);
    ASSERT_TRUE(s.app.temp().drawing.on);
    load_numbers(s);
    s.app.state().view = ViewKind::Plane;
    const_cast<UiTemp&>(s.app.temp()).drawing.on = true;  // the click comes before the next frame
    s.experiment.sent.clear();
    s.click("flow_b");
    EXPECT_FALSE(s.app.temp().drawing.on);
    EXPECT_TRUE(s.experiment.sent.empty());
}

TEST_F(PointStrokes, WhatIsRefusedIsSaid) {
    DrivenApp s;
    s.press('W');
    s.play(2);
    const int points = s.experiment.snapshot()->data->size();
    const_cast<UiTemp&>(s.app.temp()).drawing.label = 12;  // of ten classes at most
    s.mouse({s.rect("flow_b").min.x + 9, s.rect("flow_b").max.y - 9}, false);
    s.mouse({s.rect("flow_b").min.x + 9, s.rect("flow_b").max.y - 9}, true);
    s.play(2);
    EXPECT_NE(s.app.temp().notice.text.find("at most 10 classes"), std::string::npos);
    EXPECT_EQ(s.app.temp().drawing.stroke, Drawing::Stroke::None);
    EXPECT_EQ(s.experiment.snapshot()->data->size(), points);
}

// Undone so fast that the training has not told the points of the run before.
TEST_F(PointStrokes, AreUndoneBeforeTheirRunIsBack) {
    DrivenApp s;
    s.press('W');
    s.play(2);
    const int before = s.experiment.snapshot()->data->size();
    s.mouse({s.rect("flow_b").min.x + 9, s.rect("flow_b").max.y - 9}, false);
    s.mouse({s.rect("flow_b").min.x + 9, s.rect("flow_b").max.y - 9}, true);
    s.mouse({s.rect("flow_b").min.x + 9, s.rect("flow_b").max.y - 9}, false);
    ASSERT_EQ(s.experiment.snapshot()->data->size(), before + 1);
    s.press('W');
    s.press(function_key(9));
    int undone = 1;
    for (int key = '1'; s.experiment.snapshot()->data->size() > 100; ++key, ++undone) {
        ASSERT_LE(key, '9') << "no preset of few points";
        s.press(key, kCtrl);
        s.play(2);
    }
    for (int i = 0; i < undone; ++i) {
        s.app.press({'Z', kCtrl});
    }
    s.play(4);
    EXPECT_EQ(s.experiment.snapshot()->data->size(), before);
}

}  // namespace
}  // namespace la
