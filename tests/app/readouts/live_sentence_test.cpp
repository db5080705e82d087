#include "app/readouts/live_sentence.h"

#include <gtest/gtest.h>

#include <limits>

namespace la {
namespace {

Observation observed(std::initializer_list<std::pair<double, double>> accuracy_action) {
    Observation seen;
    for (const auto& [accuracy, action] : accuracy_action) {
        MemberObservation member;
        member.metrics.test_accuracy = accuracy;
        member.metrics.action = action;
        seen.members.push_back(member);
    }
    return seen;
}

// The sentence for A and B with these test accuracies and actions.
std::string say(double accuracy_a, double accuracy_b, double action_a, double action_b) {
    const Observation seen = observed({{accuracy_a, action_a}, {accuracy_b, action_b}});
    return live_sentence(&seen);
}

std::string say_at(Status status, std::int64_t step) {
    Observation seen = observed({{1, 100}, {1, 1}});
    Snapshot snapshot;
    snapshot.status = status;
    snapshot.step = step;
    seen.snapshot = std::make_shared<const Snapshot>(snapshot);
    return live_sentence(&seen);
}

TEST(LiveSentence, SaysHowMuchLessActionAtTheSameAccuracy) {
    EXPECT_EQ(say(1, 1, 113, 1), "same accuracy, 113 times less action");
    EXPECT_EQ(say(0.99, 0.98, 7.04, 2), "same accuracy, 3.5 times less action");
    EXPECT_EQ(say(0.995, 0.98, 7.04, 2), "98 % right (A: 99 %), 3.5 times less action");
    EXPECT_EQ(say(1, 1, 2, 2), "same accuracy, same action");
    EXPECT_EQ(say(1, 1, 1, 4), "same accuracy, 4.0 times more action");
    EXPECT_EQ(say(1, 1, 1, 40), "same accuracy, 40 times more action");
}

TEST(LiveSentence, DoesNotHideAnotherAccuracy) {
    EXPECT_EQ(say(0.99, 0.93, 100, 1), "93 % right (A: 99 %), 100 times less action");
    EXPECT_EQ(say(0.93, 0.99, 4, 2), "99 % right (A: 93 %), 2.0 times less action");
}

TEST(LiveSentence, PraisesNoNetworkThatDoesNotSolveTheTask) {
    EXPECT_EQ(say(0.99, 0.81, 100, 1), "B has not learned it yet: 81 % right, A 99 %");
    EXPECT_EQ(say(0.81, 0.99, 100, 1), "A has not learned it yet: 81 % right, B 99 %");
    EXPECT_EQ(say(0.5, 0.51, 100, 1), "neither has learned it yet: A 50 % right, B 51 %");
}

TEST(LiveSentence, SpeaksOfOneNetworkAlone) {
    const Observation good = observed({{0.98, 13.5}});
    EXPECT_EQ(live_sentence(&good), "98 % right with action 13.5");
    const Observation poor = observed({{0.6, 13.5}});
    EXPECT_EQ(live_sentence(&poor), "not learned yet: 60 % right");
}

TEST(LiveSentence, KnowsInWhatStateTheTrainingIs) {
    EXPECT_EQ(say_at(Status::Running, 0), "step 0: nothing is learned yet, A and B are identical");
    EXPECT_EQ(say_at(Status::Running, 5), "same accuracy, 100 times less action");
    EXPECT_EQ(say_at(Status::Paused, 5), say_at(Status::Running, 5)) << "as true as before";
    EXPECT_EQ(say_at(Status::Diverged, 5),
              "training blew up; this is the last state with finite numbers");
    EXPECT_EQ(say_at(Status::Failed, 5), "stopped by an error: this is the last state");
}

TEST(LiveSentence, IsEmptyWithoutUsableNumbers) {
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    constexpr double kInf = std::numeric_limits<double>::infinity();
    EXPECT_EQ(live_sentence(nullptr), "");
    EXPECT_EQ(say(1, 1, kNan, 1), "");
    EXPECT_EQ(say(1, 1, kInf, 1), "");
    EXPECT_EQ(say(1, 1, 1, 0), "");
    EXPECT_EQ(say(1, 1, 0, 0), "");
}

}  // namespace
}  // namespace la
