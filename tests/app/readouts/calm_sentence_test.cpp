// The sentence that can be read: of the last second, and another one once a second at most.

#include "app/readouts/calm_sentence.h"

#include <gtest/gtest.h>

namespace la {
namespace {

// Observations of a run at this step, in which A has this many times B's action.
struct Watched {
    CalmSentence sentence;
    std::uint64_t version = 0;
    std::uint64_t run = 1;

    void see(std::int64_t step, double ratio, float seconds, Status status = Status::Running) {
        Observation seen;
        seen.version = ++version;
        Snapshot snapshot;
        snapshot.run = run;
        snapshot.step = step;
        snapshot.status = status;
        seen.snapshot = std::make_shared<const Snapshot>(snapshot);
        for (const double action : {ratio, 1.0}) {
            MemberObservation member;
            member.metrics.test_accuracy = 1;
            member.metrics.action = action;
            seen.members.push_back(member);
        }
        sentence.add(&seen, seconds);
    }
};

TEST(CalmSentence, ChangesOnceASecond) {
    Watched r;
    r.see(1, 20, 0.1f);
    EXPECT_EQ(r.sentence.text(), "same accuracy, 20 times less action");
    int changes = 0;
    for (int i = 2; i <= 50; ++i) {  // five seconds in which the ratio jumps with every step
        const std::string before = r.sentence.text();
        r.see(i, 20 + i % 7, 0.1f);
        changes += r.sentence.text() != before;
    }
    EXPECT_LE(changes, 5);
    // The median of the last second, in which the ratio goes once and a half from 20 to 26.
    const std::string last = r.sentence.text();
    EXPECT_TRUE(last == "same accuracy, 22 times less action" ||
                last == "same accuracy, 23 times less action" ||
                last == "same accuracy, 24 times less action")
        << last;
}

// Bars beside it would contradict it otherwise.
TEST(CalmSentence, GivesTheActionsThatItCompares) {
    Watched r;
    EXPECT_FALSE(r.sentence.actions());
    for (int i = 1; i <= 30; ++i) {
        r.see(i, 20 + i % 7, 0.1f);
        ASSERT_TRUE(r.sentence.actions());
        const auto [a, b] = *r.sentence.actions();
        const std::string times = std::to_string(static_cast<int>(a / b));
        EXPECT_EQ(r.sentence.text(), "same accuracy, " + times + " times less action");
    }
    r.sentence.add(nullptr, 0.1f);
    EXPECT_FALSE(r.sentence.actions());
}

TEST(CalmSentence, TellsANewRunAndARestAtOnce) {
    Watched r;
    r.see(500, 20, 0.1f);
    r.run = 2;
    r.see(0, 1, 0.1f);
    EXPECT_EQ(r.sentence.text().find("step 0"), 0u);
    r.see(1, 5, 0.1f);
    EXPECT_EQ(r.sentence.text(), "same accuracy, 5.0 times less action");
    r.see(2, 80, 0.1f, Status::Paused);
    EXPECT_EQ(r.sentence.text(), "same accuracy, 80 times less action") << "as it is";
    r.sentence.add(nullptr, 0.1f);
    EXPECT_EQ(r.sentence.text(), "");
}

}  // namespace
}  // namespace la
