#include "app/observing.h"

#include <gtest/gtest.h>

#include "core/train/snapshot.h"

namespace la {

namespace {

std::shared_ptr<const Snapshot> a_snapshot(std::uint64_t run = 1) {
    auto out = std::make_shared<Snapshot>();
    out->run = run;
    return out;
}

Observation answer_to(const ObserverRequest& request) {
    Observation out;
    out.snapshot = request.snapshot;
    out.asked = request.views;
    return out;
}

}  // namespace

TEST(Observing, AsksOnceForWhatIsNewAndThenSleeps) {
    Observing observing;
    const ObserverRequest wanted{.snapshot = a_snapshot()};
    const auto first = observing.next(wanted, {.running = true}, 0.016f);
    ASSERT_TRUE(first);
    EXPECT_FALSE(observing.settled());
    const Observation seen = answer_to(*first);
    EXPECT_FALSE(observing.next(wanted, {.newest = &seen, .running = true}, 0.016f));
    EXPECT_TRUE(observing.settled());
}

TEST(Observing, AsksAgainWhenAViewNeedsMore) {
    Observing observing;
    ObserverRequest wanted{.snapshot = a_snapshot()};
    const Observation seen = answer_to(wanted);
    wanted.views.folds = true;
    EXPECT_TRUE(observing.next(wanted, {.newest = &seen}, 0.016f));
}

TEST(Observing, AsksForTransportAFewTimesASecondWhileTrainingRuns) {
    Observing observing;
    int asked = 0;
    Observation seen = answer_to({.snapshot = a_snapshot()});
    for (int frame = 0; frame < 120; ++frame) {  // two seconds
        const auto request = observing.next({.snapshot = a_snapshot()},
                                            {.newest = &seen, .running = true}, 1.0f / 60);
        ASSERT_TRUE(request) << "another snapshot in every frame";
        asked += request->transport_points > 0 ? 1 : 0;
        seen = answer_to(*request);
    }
    EXPECT_GE(asked, 4);
    EXPECT_LE(asked, 6);
}

TEST(Observing, AsksForTransportOfEveryNetworkOfThePast) {
    Observing observing;
    Observation seen = answer_to({.snapshot = a_snapshot()});
    for (int frame = 0; frame < 3; ++frame) {
        const auto request = observing.next(
            {.snapshot = a_snapshot()}, {.newest = &seen, .running = true, .past = true}, 0.016f);
        ASSERT_TRUE(request);
        EXPECT_GT(request->transport_points, 0);
        seen = answer_to(*request);
    }
}

TEST(Observing, AsksRarelyForCellsWhileTrainingRuns) {
    Observing observing;
    const auto first = observing.next({.snapshot = a_snapshot()}, {.running = true}, 0.016f);
    ASSERT_TRUE(first);
    const Observation seen = answer_to(*first);
    const Observing::Now cells{.newest = &seen, .running = true, .cells = true};
    EXPECT_FALSE(observing.next({.snapshot = a_snapshot()}, cells, 0.03f));
    EXPECT_FALSE(observing.next({.snapshot = a_snapshot()}, cells, 0.03f));
    EXPECT_TRUE(observing.next({.snapshot = a_snapshot()}, cells, 0.05f));
}

}  // namespace la
