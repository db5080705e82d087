#include "app/palette/fuzzy_match.h"

#include <gtest/gtest.h>

namespace la {
namespace {

TEST(FuzzyMatch, FindsLettersInTheirOrder) {
    EXPECT_GT(fuzzy_match("lr", "learning rate"), 0);
    EXPECT_GT(fuzzy_match("LEARN", "learning rate"), 0);
    EXPECT_EQ(fuzzy_match("rl", "layer"), 0);
    EXPECT_EQ(fuzzy_match("x", ""), 0);
    EXPECT_GT(fuzzy_match("", "anything"), 0);
    EXPECT_GT(fuzzy_match("far head", "Far head: class 1"), 0) << "spaces do not count";
    EXPECT_GT(fuzzy_match("λ", "λ of B"), 0);
}

TEST(FuzzyMatch, PrefersWordsAndNeighbours) {
    EXPECT_GT(fuzzy_match("lr", "learning rate"), fuzzy_match("lr", "allure"));
    EXPECT_GT(fuzzy_match("moon", "moons"), fuzzy_match("moon", "m o o n"));
    EXPECT_GT(fuzzy_match("sweep", "sweep"), fuzzy_match("sweep", "save weights, erase, plot"));
}

}  // namespace
}  // namespace la
