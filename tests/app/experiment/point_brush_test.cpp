#include "app/experiment/point_brush.h"

#include <gtest/gtest.h>

#include <glm/geometric.hpp>

#include "app/experiment/undo.h"

namespace la {
namespace {

Dataset line() {
    return {.points = {{0, 0}, {1, 0}, {2, 0}, {3, 0}, {4, 0}},
            .labels = {0, 1, 0, 1, 0},
            .train = 3,
            .classes = 2};
}

TEST(PointBrush, PaintsOnePointOrAPathOfThem) {
    Random random(1);
    const Dataset data = line();
    const auto one = paint(data, random, {5, 6}, {5, 6}, 0.1f, 0, 1);
    ASSERT_EQ(one.size(), 1u);
    EXPECT_EQ(one[0].point, glm::vec2(5, 6));
    EXPECT_EQ(one[0].label, 1);
    EXPECT_EQ(one[0].index, 3);  // for training
    // Every 0.1 along a path, its end among them.
    const auto path = paint(data, random, {0, 1}, {1.05f, 1}, 0.1f, 0, 0);
    ASSERT_EQ(path.size(), 10u);
    EXPECT_EQ(path.back().point, glm::vec2(1.05f, 1));
    EXPECT_NEAR(path.front().point.x, 0.105, 1e-5);
    EXPECT_EQ(edited(data, path).train, 13);
}

TEST(PointBrush, ABrushScattersOverItsDisc) {
    Random random(1);
    const auto many = paint(line(), random, {0, 0}, {0, 0}, 0.001f, 2, 0);
    ASSERT_GT(many.size(), 3000u);
    glm::vec2 mean{0, 0};
    float inner = 0;
    for (const PointEdit& edit : many) {
        EXPECT_LE(glm::length(edit.point), 2.0001f);
        mean += edit.point / static_cast<float>(many.size());
        inner += glm::length(edit.point) < 1 ? 1.0f / static_cast<float>(many.size()) : 0;
    }
    EXPECT_LT(glm::length(mean), 0.1f);  // of points with deviation 1 each way: 6 errors
    EXPECT_NEAR(inner, 0.25f, 0.04f);    // even over the area
}

TEST(PointBrush, ErasesAlongAPathAndLeavesOneTrainingPoint) {
    const Dataset data = line();
    const auto some = erase(data, {0.9f, 1}, {2.1f, 1}, 1.01f);
    ASSERT_EQ(some.size(), 2u);
    EXPECT_EQ(edited(data, some).points, (std::vector<glm::vec2>{{0, 0}, {3, 0}, {4, 0}}));
    const Dataset least = edited(data, erase(data, {0, 0}, {4, 0}, 1));
    EXPECT_EQ(least.points, (std::vector<glm::vec2>{{0, 0}}));
    EXPECT_EQ(least.train, 1);
}

TEST(PointBrush, RelabelsAlongAPathAndFindsAPoint) {
    const Dataset data = line();
    const auto set = relabel(data, {0, 0}, {2, 0}, 0.5f, 1);
    ASSERT_EQ(set.size(), 2u);  // the one between has it already
    EXPECT_EQ(edited(data, set).labels, (std::vector<std::uint8_t>{1, 1, 1, 1, 0}));
    EXPECT_EQ(point_at(data, {2.2f, 0.1f}, 0.5f), 2);
    EXPECT_EQ(point_at(data, {2.5f, 2}, 0.5f), -1);
}

// A stroke has many edits, is one change, and is undone as a whole.
TEST(PointBrush, AStrokeIsOneEdit) {
    Undo undo;
    Random random(1);
    const Dataset before = line();
    Dataset now = before;
    for (int i = 0; i < 4; ++i) {
        const auto edits = i < 3 ? paint(now, random, {0, 1}, {0.5f, 1}, 0.1f, 0, i)
                                 : erase(now, {0, 0}, {1, 0}, 0.1f);
        const Dataset after = edited(now, edits);
        undo.add(
            {PointsSetting{inverse(now, edits), now.classes}, PointsSetting{edits, after.classes}},
            7);
        now = after;
    }
    EXPECT_EQ(undo.size(), 1u);
    EXPECT_EQ(describe(*undo.undoable()), "15 points drawn");
    const auto back = std::get<PointsSetting>(*undo.undo());
    const Dataset old = edited(now, back.edits, back.classes);
    EXPECT_EQ(old.points, before.points);
    EXPECT_EQ(old.labels, before.labels);
    EXPECT_EQ(old.classes, before.classes);
    const auto on = std::get<PointsSetting>(*undo.redo());
    const Dataset again = edited(old, on.edits, on.classes);
    EXPECT_EQ(again.points, now.points);
    EXPECT_EQ(again.labels, now.labels);
    EXPECT_EQ(again.classes, 3);
}

}  // namespace
}  // namespace la
