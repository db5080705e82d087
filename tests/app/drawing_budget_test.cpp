#include "app/drawing_budget.h"

#include <gtest/gtest.h>

namespace la {

namespace {

constexpr float kShort = 1.0f / 60, kLong = 0.03f;  // seconds of a frame

}  // namespace

TEST(DrawingBudget, ShrinksWithLongFramesToALeastThatStillShowsTheFlow) {
    ViewTemp view;
    DrawingBudget budget(view);
    const int all = view.trail_budget;
    budget.update(kLong, 600);
    EXPECT_LT(view.trail_budget, all);
    for (int i = 0; i < 200; ++i) {
        budget.update(kLong, 600);
    }
    EXPECT_EQ(view.trail_budget, 2000);
    EXPECT_EQ(view.particle_budget, 2500);
}

TEST(DrawingBudget, KeepsMoreTrailsOfManyPoints) {
    ViewTemp view;
    DrawingBudget budget(view);
    for (int i = 0; i < 200; ++i) {
        budget.update(kLong, 10000);
    }
    EXPECT_EQ(view.trail_budget, 3000);
}

TEST(DrawingBudget, GrowsBackMoreSlowlyThanItShrinks) {
    ViewTemp view;
    DrawingBudget budget(view);
    const int all = view.trail_budget;
    budget.update(kLong, 600);
    budget.update(kShort, 600);
    EXPECT_LT(view.trail_budget, all);
    for (int i = 0; i < 2000; ++i) {
        budget.update(kShort, 600);
    }
    EXPECT_EQ(view.trail_budget, all);
}

}  // namespace la
