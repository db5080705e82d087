// What is shown of the stability of a training beside its networks.

#include "core/observe/stability_views.h"
#include "core/kernels/weights_flow.h"

#include <gtest/gtest.h>

#include "core/io/presets.h"
#include "core/observe/boundary.h"
#include "core/observe/observer.h"
#include "core/stability/stability_rows.h"
#include "core/train/training.h"

namespace la {
namespace {

Config small(StabilityConfig stability) {
    Config config = find_preset("stability-chaos").config;
    config.dataset.points = 50;
    config.optimizer.batch = 40;
    config.stability = stability;
    return config;
}

std::shared_ptr<const Snapshot> after(Training& training, int steps) {
    for (int i = 0; i < steps; ++i) {
        training.step();
    }
    return std::make_shared<const Snapshot>(training.snapshot());
}

FieldRequest plane() {
    return {.width = 40, .height = 30, .lo = {-2, -2}, .hi = {3, 2}, .input = true};
}

// Covariant vectors are computed again when the other expensive measures are.
TEST(StabilityViews, CovariantRowsAreKeptInBetween) {
    Training training(small({.vectors = 2, .covariant = 200}), {.device = "cpu"});
    const ObserverRequest early{
        .snapshot = after(training, 60), .views = {.covariant = true}, .transport_points = 16};
    const Observation first = observe(early);
    for (const MemberObservation& member : first.members) {
        ASSERT_NE(member.covariant, nullptr);
        ASSERT_EQ(member.covariant->size(), 6u);  // one a piece of ten steps
        EXPECT_EQ(member.covariant->back().angles.size(), 1u);
        EXPECT_EQ(member.covariant->back().shares.size(), 5u);  // layers and head
    }
    ObserverRequest later{
        .snapshot = after(training, 40), .views = {.covariant = true}, .transport_points = 0};
    const Observation second = observe(later, &first);
    EXPECT_EQ(second.members[1].covariant, first.members[1].covariant);
    later.transport_points = 16;
    const Observation third = observe(later, &second);
    ASSERT_NE(third.members[1].covariant, nullptr);
    EXPECT_EQ(third.members[1].covariant->size(), 10u);
    later.views.covariant = false;
    EXPECT_EQ(observe(later, &third).members[1].covariant, nullptr);
}

TEST(StabilityViews, CovariantRowsAreNotThoseOfAnotherRun) {
    Training training(small({.vectors = 2, .covariant = 200}), {.device = "cpu"});
    const Observation first = observe(
        {.snapshot = after(training, 60), .views = {.covariant = true}, .transport_points = 16});
    Snapshot next = *after(training, 1);
    next.run = first.snapshot->run + 1;
    const Observation second = observe(
        {.snapshot = std::make_shared<const Snapshot>(next), .views = {.covariant = true}}, &first);
    EXPECT_NE(second.members[1].covariant, first.members[1].covariant);
}

TEST(StabilityViews, NothingIsShownOfWhatIsNotMeasured) {
    for (const StabilityConfig& stability : {StabilityConfig{}, StabilityConfig{.vectors = 2}}) {
        Training training(small(stability), {.device = "cpu"});
        const Observation seen = observe({.snapshot = after(training, 30),
                                          .views = {.covariant = true, .twin = plane()},
                                          .transport_points = 16});
        for (const MemberObservation& member : seen.members) {
            EXPECT_EQ(member.covariant, nullptr);
            EXPECT_EQ(member.twin_boundary, nullptr);
        }
    }
}

TEST(StabilityViews, TheTwinsBoundaryIsThatOfTheTwin) {
    Training training(small({.vectors = 1, .twin = 1e-2}), {.device = "cpu"});
    EXPECT_EQ(observe({.snapshot = after(training, 0), .views = {.twin = plane()}})
                  .members[1]
                  .twin_boundary,
              nullptr)
        << "it starts with the first step";
    const auto now = after(training, 80);
    const Observation seen = observe({.snapshot = now, .views = {.twin = plane()}});
    for (std::size_t m = 0; m < 2; ++m) {
        ASSERT_NE(seen.members[m].twin_boundary, nullptr);
        ASSERT_FALSE(seen.members[m].twin_boundary->empty());
        const WeightsFlow twin(now->members[m].stability->twin), own(now->members[m].weights);
        EXPECT_EQ(*seen.members[m].twin_boundary, decision_boundary(twin, plane()));
        EXPECT_NE(*seen.members[m].twin_boundary, decision_boundary(own, plane()));
    }
    EXPECT_EQ(observe({.snapshot = now, .views = {}}, &seen).members[1].twin_boundary, nullptr);
}

}  // namespace
}  // namespace la
