#include <gtest/gtest.h>

#include <limits>

#include "app/panels/panel.h"

namespace la {
namespace {

// What is said of A and B with these test accuracies and actions.
std::string say(double accuracy_a, double accuracy_b, double action_a, double action_b) {
    Observation seen;
    for (const auto& [accuracy, action] : {std::pair{accuracy_a, action_a}, {accuracy_b, action_b}}) {
        MemberObservation member;
        member.metrics.test_accuracy = accuracy;
        member.metrics.action = action;
        seen.members.push_back(member);
    }
    return live_sentence(&seen);
}

TEST(LiveSentence, SaysHowMuchLessActionAtTheSameAccuracy) {
    EXPECT_EQ(say(1, 1, 113, 1), "same accuracy, 113 times less action");
    EXPECT_EQ(say(0.99, 0.98, 7.04, 2), "same accuracy, 3.5 times less action");
    EXPECT_EQ(say(1, 1, 2, 2), "same accuracy, same action");
    EXPECT_EQ(say(1, 1, 1, 4), "same accuracy, 4.0 times more action");
}

TEST(LiveSentence, DoesNotHideAWorseAccuracy) {
    const std::string text = say(0.99, 0.5, 100, 1);
    EXPECT_NE(text.find("A 0.99, B 0.50"), text.npos) << text;
    EXPECT_EQ(text.find("same"), text.npos) << text;
}

TEST(LiveSentence, SaysNothingWhereThereIsNothingToSay) {
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    constexpr double kInf = std::numeric_limits<double>::infinity();
    EXPECT_EQ(live_sentence(nullptr), "");
    Observation alone;
    alone.members.resize(1);
    EXPECT_EQ(live_sentence(&alone), "");
    EXPECT_EQ(say(1, 1, kNan, 1), "");
    EXPECT_EQ(say(1, 1, kInf, 1), "");
    EXPECT_EQ(say(1, 1, 1, 0), "");
    EXPECT_EQ(say(1, 1, 0, 0), "");
}

}  // namespace
}  // namespace la
