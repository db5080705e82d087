// Contents of the flow views: which points are marked, and where they are.

#include "app/views/flow_scenes.h"

#include <gtest/gtest.h>

#include "app/experiment/experiment.h"
#include "app/views/input_views.h"
#include "core/io/presets.h"
#include "tests/support/slow_engine.h"

namespace la {
namespace {

TEST(FlowScenes, FoldsAreMarkedWhereTheLayerAtHandFolds) {
    Config config = find_preset("circles").config;
    config.network.init.std = 1.5;  // so that many layers fold
    config.compare.clear();
    InlineExperiment experiment(config, {}, SlowEngine::factory({}));
    experiment.request({.snapshot = experiment.snapshot(), .views = {.folds = true}});
    const Observation& seen = *experiment.observation();
    const auto& det = seen.members[0].folds->determinant;
    const auto& states = *seen.members[0].states;
    std::size_t marked = 0;
    for (const float depth : {0.0f, 3.5f, 8.25f, 9.0f}) {
        const FoldMarks marks = fold_marks(seen, 0, depth);
        const int k = depth == 9 ? 8 : static_cast<int>(depth);
        EXPECT_EQ(marks.layer, k);
        EXPECT_EQ(marks.points, 600);
        std::size_t next = 0;
        for (std::size_t i = 0; i < 600; ++i) {
            if (det[k * 600 + i] > 0) {
                continue;
            }
            ASSERT_LT(next, marks.places.size());
            const glm::vec2 from = states[k * 600 + i];
            const glm::vec2 to = states[(k + 1) * 600 + i];
            const glm::vec2 place = from + (depth - static_cast<float>(k)) * (to - from);
            EXPECT_NEAR(marks.places[next].x, place.x, 1e-5);
            EXPECT_NEAR(marks.places[next].y, place.y, 1e-5);
            ++next;
        }
        EXPECT_EQ(next, marks.places.size()) << "at depth " << depth;
        marked += next;
    }
    EXPECT_GT(marked, 100u);
    experiment.request({.snapshot = experiment.snapshot()});
    EXPECT_TRUE(fold_marks(*experiment.observation(), 0, 3).places.empty()) << "not asked for";
}

TEST(FlowScenes, WrongPointsAreThoseThatTheAccuraciesCount) {
    InlineExperiment experiment(find_preset("circles").config, {}, SlowEngine::factory({}));
    const auto data = experiment.snapshot()->data;
    experiment.request({.snapshot = experiment.snapshot(),
                        .views = {.probes = {{.points = {data, &data->points}}}}});
    for (const MemberObservation& member : experiment.observation()->members) {
        const WrongPoints wrong = count_wrong(*data, *member.probes[0]);
        EXPECT_EQ(wrong.trained, 480);
        EXPECT_EQ(wrong.tested, 120);
        EXPECT_NEAR(1 - wrong.training / 480.0, member.metrics.train_accuracy, 1e-9);
        EXPECT_NEAR(1 - wrong.test / 120.0, member.metrics.test_accuracy, 1e-9);
        EXPECT_GT(wrong.test, 0);
    }
}

TEST(FlowScenes, InputViewsHoldAllPoints) {
    const Dataset data = make_dataset(find_preset("moons").config.dataset);
    for (const float aspect : {0.5f, 1.0f, 2.3f}) {
        const FieldRequest field = InputViews::field(data, aspect);
        EXPECT_EQ(field.layer, 0);
        EXPECT_NEAR((field.hi.x - field.lo.x) / (field.hi.y - field.lo.y), aspect, 1e-4);
        for (const glm::vec2 p : data.points) {
            EXPECT_TRUE(p.x > field.lo.x && p.x < field.hi.x && p.y > field.lo.y &&
                        p.y < field.hi.y);
        }
    }
}

}  // namespace
}  // namespace la
