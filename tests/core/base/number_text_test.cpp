#include "core/base/number_text.h"

#include <gtest/gtest.h>

#include <limits>

namespace la {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(NumberText, IsTheShortestThatReadsBackAsTheSameNumber) {
    EXPECT_EQ(number_text(0.1), "0.1");
    EXPECT_EQ(number_text(0.1f), "0.1");
    EXPECT_EQ(number_text(1e12), "1e+12");
    EXPECT_EQ(number_text(-3), "-3");
    EXPECT_EQ(std::stod(number_text(1.0 / 3)), 1.0 / 3);
}

TEST(NumberText, NamesWhatIsNotFiniteAndACellLeavesItEmpty) {
    EXPECT_EQ(number_text(kNaN), "nan");
    EXPECT_EQ(number_text(kInfinity), "inf");
    EXPECT_EQ(csv_cell(kNaN), "");
    EXPECT_EQ(csv_cell(-kInfinity), "");
    EXPECT_EQ(csv_cell(0.25), "0.25");
    EXPECT_EQ(csv_cell(7), "7");
}

TEST(NumberText, InAMessageHasAnExponentOnlyWhereItIsVeryLargeOrSmall) {
    EXPECT_EQ(readable_number_text(0), "0");
    EXPECT_EQ(readable_number_text(1000000), "1000000");
    EXPECT_EQ(readable_number_text(1e-4), "0.0001");
    EXPECT_EQ(readable_number_text(1e9), "1e+09");
    EXPECT_EQ(readable_number_text(1e-5), "1e-05");
    EXPECT_EQ(readable_number_text(kNaN), "nan");
}

}  // namespace
}  // namespace la
