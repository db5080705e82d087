#include "app/readouts/change_marks.h"

#include <gtest/gtest.h>

namespace la {
namespace {

const std::vector<SettingChange> kChanges{{100, "lambda", 1, "0", "0.01"},
                                          {103, "lambda", 1, "0.01", "0.03"},
                                          {104, "learning rate", -1, "0.005", "0.001"},
                                          {400, "lambda", 0, "0", "1"}};

TEST(ChangeMarks, AreSeparateWhereThereIsRoom) {
    const auto marks = change_marks(kChanges, 1, true);
    ASSERT_EQ(marks.size(), 4u);
    EXPECT_EQ(marks[0].label, "λ 0 → 0.01 at step 100");
    EXPECT_EQ(marks[0].step, 100);
    EXPECT_EQ(marks[3].label, "λ of A 0 → 1 at step 400");
}

TEST(ChangeMarks, MergeWhereThereIsNoRoom) {
    const auto marks = change_marks(kChanges, 20, true);
    ASSERT_EQ(marks.size(), 2u);
    EXPECT_EQ(marks[0].step, 104);
    EXPECT_EQ(marks[0].label,
              "λ 0 → 0.03 at steps 100 to 103\nlearning rate 0.005 → 0.001 at step 104");
}

TEST(ChangeMarks, AreEmptyWithoutChanges) {
    EXPECT_TRUE(change_marks({}, 5, true).empty());
    EXPECT_EQ(last_change({}, true), "");
}

TEST(ChangeMarks, DescribeTheLastChange) {
    EXPECT_EQ(last_change(kChanges, true), "λ of A = 1 since step 400");
    EXPECT_EQ(last_change(std::span(kChanges).first(2), false), "λ = 0.03 since step 103");
}

}  // namespace
}  // namespace la
