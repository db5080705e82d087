// The observer shows states of more than two dimensions by their principal components.

#include "core/measure/projection.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/io/presets.h"
#include "core/kernels/weights_flow.h"
#include "core/measure/metrics.h"
#include "core/model/trajectory.h"
#include "core/observe/observer.h"
#include "core/train/training.h"
#include "tests/support/slow_engine.h"

namespace la {
namespace {

Config deep(int dimension) {
    Config config = find_preset("circles").config;
    config.network.dimension = dimension;
    config.network.init.std = 0.8;
    return config;
}

std::shared_ptr<const Snapshot> after(const Config& config, int steps) {
    Training training(config, {}, SlowEngine::factory({}));
    for (int i = 0; i < steps; ++i) {
        training.step();
    }
    return std::make_shared<const Snapshot>(training.snapshot());
}

TEST(Projection, FindsTheAxesOfAnEllipsoid) {
    // Along (3, 4, 0) / 5 by +-10, along z by +-2, across by +-1.
    const std::vector<float> states{6 + 1,     8 + 2,    3, -6 + 1,   -8 + 2,    3,
                                    1,         2,        5, 1,        2,         1,
                                    -0.8f + 1, 0.6f + 2, 3, 0.8f + 1, -0.6f + 2, 3};
    const std::span<const float> piece(states);
    const Projection p = principal_components({&piece, 1}, 3);
    const double expected[] = {0.6, 0.8, 0, 0, 0, 1};
    for (int i = 0; i < 6; ++i) {
        EXPECT_NEAR(p.axes[i], expected[i], 1e-7);
    }
    EXPECT_NEAR(p.mean[0], 1, 1e-7);
    EXPECT_NEAR(p.variance[0], 200.0 / 6, 1e-5);
    EXPECT_NEAR(p.variance[1], 8.0 / 6, 1e-5);
    EXPECT_NEAR(p.explained(), 208.0 / 210, 1e-7);
    // The third is what is left: (-4, 3, 0) / 5, the larger entry positive.
    const double across[] = {0.8, -0.6, 0};
    for (int i = 0; i < 3; ++i) {
        EXPECT_NEAR(p.axes[6 + i], across[i], 1e-7);
    }
    EXPECT_NEAR(p.explained(3), 1, 1e-12);
    const std::vector<float> thirds = project_third(states, 3, &p);
    const float expected_thirds[] = {0, 0, 0, 0, -1, 1};
    for (int i = 0; i < 6; ++i) {
        EXPECT_NEAR(thirds[i], expected_thirds[i], 1e-5) << i;
    }
    EXPECT_EQ(project_third(states, 3, nullptr), (std::vector<float>{3, 3, 5, 1, 3, 3}));
    EXPECT_EQ(project_third(std::vector<float>{1, 2, 3, 4}, 2, nullptr), std::vector<float>(2));
    // Axes keep the signs of the last projection, place by place.
    Projection last = p;
    for (double& value : last.axes) {
        value = -value;
    }
    const Projection next = principal_components({&piece, 1}, 3, &last);
    for (int i = 0; i < 6; ++i) {
        EXPECT_NEAR(next.axes[i], -expected[i], 1e-7);
    }
    for (int i = 0; i < 3; ++i) {
        EXPECT_NEAR(next.axes[6 + i], -across[i], 1e-7);
    }
    const std::vector<glm::vec2> places = project(states, 3, &p);
    EXPECT_NEAR(places[0].x, 10, 1e-5);
    EXPECT_NEAR(places[2].y, 2, 1e-5);
    const std::vector<float> lifted = lift(places, 3, &p);
    EXPECT_NEAR(lifted[0], states[0], 1e-5);
    EXPECT_NEAR(lifted[12], 1, 1e-5) << "what is across the plane is gone";
}

TEST(Projection, IsOneForAllLayersAndMembers) {
    const auto snapshot = after(deep(5), 0);
    FieldRequest field{.layer = 2, .width = 7, .height = 5, .lo = {-2, -1}, .hi = {2, 1}};
    FieldRequest input = field;
    input.layer = 0;
    input.input = true;
    const auto places =
        std::make_shared<const std::vector<glm::vec2>>(std::vector<glm::vec2>{{0.5f, -0.25f}});
    const Observation seen = observe(
        {.snapshot = snapshot,
         .views = {.fields = {field, input},
                   .probes = {{.layer = 2, .in_view = true, .points = places}, {.points = places}},
                   .principal = true}});
    ASSERT_TRUE(seen.projection);
    const Projection& p = *seen.projection;
    std::vector<std::vector<float>> all;
    for (std::size_t m = 0; m < 2; ++m) {
        const WeightsFlow flow(snapshot->members[m].weights);
        all.push_back(trajectory(flow, initial_states(snapshot->data->points, 5)).states);
        EXPECT_EQ(*seen.members[m].states, project(all.back(), 5, &p));
        // The field lies in the plane through the mean, except at the input.
        std::vector<float> z(2);
        const glm::vec2 at{-2 + 3 * 4.0f / 6, -1 + 2 * 2.0f / 4};
        flow.tail(2, lift({&at, 1}, 5, &p), z);
        EXPECT_NEAR(seen.members[m].fields[0]->near[2 * 7 + 3], z[1] - z[0], 1e-4);
        flow.tail(0, std::vector<float>{at.x, at.y, 0, 0, 0}, z);
        EXPECT_NEAR(seen.members[m].fields[1]->near[2 * 7 + 3], z[1] - z[0], 1e-4);
        // Places of the view stay where they are; input points are projected.
        EXPECT_NEAR(seen.members[m].probes[0]->states[0].x, 0.5f, 1e-5);
        EXPECT_NEAR(seen.members[m].probes[0]->states[0].y, -0.25f, 1e-5);
        const std::vector<float> given{0.5f, -0.25f, 0, 0, 0};
        EXPECT_EQ(seen.members[m].probes[1]->states[0], project(given, 5, &p)[0]);
    }
    const std::span<const float> pieces[] = {all[0], all[1]};
    EXPECT_EQ(p.axes, principal_components(pieces, 5).axes);
}

TEST(Projection, TheThirdCoordinateIsObservedBesideTheOthers) {
    const auto snapshot = after(deep(5), 0);
    const auto places =
        std::make_shared<const std::vector<glm::vec2>>(std::vector<glm::vec2>{{0.5f, -0.25f}});
    ObserverRequest request{.snapshot = snapshot, .views = {.probes = {{.points = places}}}};
    const Observation plain = observe(request);
    EXPECT_FALSE(plain.members[0].third);
    EXPECT_TRUE(plain.members[0].probes[0]->third.empty());
    request.views.third = true;
    const Observation first = observe(request, &plain);
    request.views.principal = true;
    const Observation principal = observe(request, &first);
    for (const Observation* seen : {&first, &principal}) {
        const Projection* by = seen->projection.get();
        for (std::size_t m = 0; m < 2; ++m) {
            const WeightsFlow flow(snapshot->members[m].weights);
            const Trajectory path = trajectory(flow, initial_states(snapshot->data->points, 5));
            const Trajectory probe = trajectory(flow, std::vector<float>{0.5f, -0.25f, 0, 0, 0});
            ASSERT_TRUE(seen->members[m].third);
            EXPECT_EQ(*seen->members[m].third, project_third(path.states, 5, by));
            EXPECT_EQ(seen->members[m].probes[0]->third, project_third(probe.states, 5, by));
        }
    }
    request.views.third = false;
    EXPECT_FALSE(observe(request, &principal).members[0].third);
}

TEST(Projection, IsTakenOverFromTheSameWeightsAndNeverFlips) {
    const Config config = deep(3);
    const auto first = after(config, 0);
    Observation seen = observe({.snapshot = first, .views = {.principal = true}});
    const Observation again =
        observe({.snapshot = first, .views = {.principal = true, .folds = true}}, &seen);
    EXPECT_EQ(again.projection, seen.projection);
    EXPECT_EQ(again.members[0].states, seen.members[0].states);
    const Observation plain = observe({.snapshot = first}, &again);
    EXPECT_FALSE(plain.projection);
    EXPECT_EQ(*plain.members[0].states, *observe({.snapshot = first}).members[0].states);
    // The next projection points the same path as the last.
    auto turned = std::make_shared<Projection>(*seen.projection);
    for (double& value : turned->axes) {
        value = -value;
    }
    seen.projection = turned;
    const Observation next =
        observe({.snapshot = after(config, 1), .views = {.principal = true}}, &seen);
    for (int axis = 0; axis < 3; ++axis) {
        double along = 0;
        for (int k = 0; k < 3; ++k) {
            along += next.projection->axes[3 * axis + k] * turned->axes[3 * axis + k];
        }
        EXPECT_GT(along, 0.9) << "axis " << axis;
    }
    EXPECT_FALSE(observe({.snapshot = after(deep(2), 0), .views = {.principal = true}}).projection);
}

}  // namespace
}  // namespace la
