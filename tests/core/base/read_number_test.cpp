#include "core/base/read_number.h"

#include <gtest/gtest.h>

namespace la {
namespace {

TEST(ReadNumber, TakesEveryFormThatPeopleWrite) {
    const auto is = [](std::string_view text, double value) {
        const auto read = number_in(text);
        ASSERT_TRUE(read) << text;
        EXPECT_EQ(*read, value) << text;
    };
    is("1", 1);
    is(".5", 0.5);
    is("5.", 5);
    is("+0.1", 0.1);
    is("-.25", -0.25);
    is("1e-3", 0.001);
    is("1E+3", 1000);
    is(" 0.1", 0.1);
    is("0.1\t", 0.1);
    is("\u22120.5", -0.5);
    is("1e\u22123", 0.001);
    is("\u00a02\u00a0", 2);
    is("\u2009\u202f3\u2007", 3);
    is("1e-999", 0);  // smaller than any double
}

TEST(ReadNumber, SaysWhatIsWrong) {
    const auto fault = [](std::string_view text) {
        double value = 7;
        const NumberFault out = read_number(text, value);
        EXPECT_EQ(value, 7) << text;
        return out;
    };
    EXPECT_EQ(fault(""), NumberFault::Missing);
    EXPECT_EQ(fault(" \u00a0"), NumberFault::Missing);
    EXPECT_EQ(fault("nan"), NumberFault::NotFinite);
    EXPECT_EQ(fault("-Infinity"), NumberFault::NotFinite);
    EXPECT_EQ(fault("1e999"), NumberFault::TooLarge);
    for (const char* text :
         {"abc", "1,5", "1 2", "0x10", "1_000", "+-1", "--1", "- 1", "1e", "."}) {
        EXPECT_EQ(fault(text), NumberFault::NoNumber) << text;
    }
}

}  // namespace
}  // namespace la
