#include "core/data/edit_points.h"

#include <cmath>

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/io/change_json.h"
#include "core/train/training.h"
#include "tests/support/slow_engine.h"

namespace la {
namespace {

using Kind = PointEdit::Kind;

Dataset four() {
    return {.points = {{0, 0}, {1, 0}, {2, 0}, {3, 0}},
            .labels = {0, 1, 0, 1},
            .train = 3,
            .classes = 2};
}

void expect_same(const Dataset& a, const Dataset& b) {
    EXPECT_EQ(a.points, b.points);
    EXPECT_EQ(a.labels, b.labels);
    EXPECT_EQ(a.train, b.train);
    EXPECT_EQ(a.classes, b.classes);
}

TEST(EditPoints, AddsRemovesMovesAndRelabels) {
    const std::vector<PointEdit> edits{
        {.kind = Kind::Add,
         .index = 3,
         .point = {9, 9},
         .label = 1},  // the end of the training points
        {.kind = Kind::Set, .index = 0, .point = {-1, -1}, .label = 1},
        {.kind = Kind::Remove, .index = 1},
        {.kind = Kind::Add, .index = 4, .point = {7, 7}, .label = 0, .test = true}};
    const Dataset out = edited(four(), edits);
    EXPECT_EQ(out.points, (std::vector<glm::vec2>{{-1, -1}, {2, 0}, {9, 9}, {3, 0}, {7, 7}}));
    EXPECT_EQ(out.labels, (std::vector<std::uint8_t>{1, 0, 1, 1, 0}));
    EXPECT_EQ(out.train, 3);
    expect_same(edited(out, inverse(four(), edits), 2), four());
}

// Random strokes, long runs among them, are undone to the last bit.
TEST(EditPoints, WhateverIsDoneCanBeUndone) {
    Random random(4);
    for (int trial = 0; trial < 300; ++trial) {
        const Dataset before =
            make_dataset({.points = 40, .seed = static_cast<std::uint64_t>(trial)});
        Dataset now = before;
        std::vector<PointEdit> edits;
        while (edits.size() < 60) {
            std::vector<PointEdit> some;
            const int n = 1 + static_cast<int>(random.below(8));
            const bool test = random.below(4) == 0;
            switch (random.below(3)) {
                case 0:
                    for (int i = 0; i < n; ++i) {
                        some.push_back({.kind = Kind::Add,
                                        .index = (test ? now.size() : now.train) + i,
                                        .point = {static_cast<float>(random.normal()), 1},
                                        .label = static_cast<std::uint8_t>(random.below(4)),
                                        .test = test});
                    }
                    break;
                case 1:
                    for (int i = now.size() - 1; i > 0 && static_cast<int>(some.size()) < n; --i) {
                        if (random.below(3) == 0) {
                            some.push_back({.kind = Kind::Remove, .index = i});
                        }
                    }
                    break;
                default:
                    some.push_back({.kind = Kind::Set,
                                    .index = static_cast<int>(random.below(now.size())),
                                    .point = {5, 6},
                                    .label = static_cast<std::uint8_t>(random.below(3))});
            }
            now = edited(now, some);
            edits.insert(edits.end(), some.begin(), some.end());
        }
        const Dataset whole = edited(before, edits);
        EXPECT_EQ(whole.points, now.points);
        EXPECT_EQ(whole.train, now.train);
        expect_same(edited(whole, inverse(before, edits), before.classes), before);
    }
}

TEST(EditPoints, RefusesWhatMakesNoSense) {
    const auto refused = [](PointEdit edit, int classes = 0) {
        try {
            edited(four(), std::vector{edit}, classes);
        } catch (const Error&) {
            return true;
        }
        return false;
    };
    EXPECT_TRUE(refused({.kind = Kind::Remove, .index = 4}));
    EXPECT_TRUE(refused({.kind = Kind::Remove, .index = -1}));
    EXPECT_TRUE(refused({.kind = Kind::Set, .index = 4}));
    EXPECT_TRUE(refused({.kind = Kind::Add, .index = 4}));  // the index of a test point
    EXPECT_TRUE(refused({.kind = Kind::Add, .index = 2, .test = true}));
    EXPECT_TRUE(refused({.kind = Kind::Add, .index = 0, .point = {NAN, 0}}));
    EXPECT_TRUE(refused({.kind = Kind::Add, .index = 0, .label = 10}));
    EXPECT_TRUE(refused({.kind = Kind::Add, .index = 0, .label = 2}, 2));
    EXPECT_FALSE(refused({.kind = Kind::Add, .index = 0, .label = 2}));
    EXPECT_THROW(edited(four(), std::vector<PointEdit>{{.kind = Kind::Remove, .index = 2},
                                                       {.kind = Kind::Remove, .index = 1},
                                                       {.kind = Kind::Remove, .index = 0}}),
                 Error);
}

Config small() {
    Config config;
    config.dataset.points = 60;
    config.network.layers = 2;
    config.network.hidden = 4;
    config.network.head.kind = HeadKind::Learned;
    return config;
}

EditPoints stroke(std::vector<PointEdit> edits, int number = 1) {
    return {.edits = std::move(edits), .stroke = number};
}

TEST(EditPoints, TheRunGoesOnWithTheSameWeights) {
    Training training(small(), {.engine = EngineKind::Fused});
    for (int i = 0; i < 20; ++i) {
        training.step();
    }
    const Snapshot before = training.snapshot();
    training.apply(stroke({{.kind = Kind::Add, .index = 48, .point = {3, 3}, .label = 1}}));
    training.apply(stroke({{.kind = Kind::Add, .index = 49, .point = {4, 3}, .label = 1}}));
    const Snapshot after = training.snapshot();
    EXPECT_EQ(after.run, before.run);
    EXPECT_EQ(after.step, 20);
    EXPECT_EQ(after.data->size(), 62);
    EXPECT_EQ(after.data->train, 50);
    EXPECT_EQ(after.members[0].weights->values, before.members[0].weights->values);
    EXPECT_EQ(after.config->dataset.kind, DatasetKind::Drawn);
    EXPECT_EQ(after.changes->size(), 1u);  // one stroke, one mark
    EXPECT_EQ(training.steps_per_epoch(), 5);
    training.step();
    EXPECT_NE(training.snapshot().members[0].weights->values, before.members[0].weights->values);
    // A reset keeps the points.
    training.apply(Reset{});
    EXPECT_EQ(training.snapshot().data->size(), 62);
    EXPECT_EQ(training.snapshot().step, 0);
}

TEST(EditPoints, ANewClassStartsANewRun) {
    Training training(small(), {.engine = EngineKind::Fused});
    training.step();
    const std::uint64_t run = training.snapshot().run;
    training.apply(stroke({{.kind = Kind::Add, .index = 0, .point = {3, 3}, .label = 4}}));
    EXPECT_GT(training.snapshot().run, run);
    EXPECT_EQ(training.snapshot().data->classes, 5);
    EXPECT_EQ(training.snapshot().members[0].weights->classes, 5);
    EXPECT_EQ(training.steps(), 0);
    training.step();
    EXPECT_THROW(training.apply(stroke({{.kind = Kind::Remove, .index = 999}})), Error);
    EXPECT_EQ(training.snapshot().data->size(), 61);
}

// Points that are drawn and taken back change nothing in the training, except that the batches
// begin their epoch again, in the order given by the seed.
TEST(EditPoints, AreAppliedAlikeWhenTheyAreReplayed) {
    const auto run = [](bool through_json) {
        Training training(small(), {.engine = EngineKind::Fused});
        for (int i = 0; i < 7; ++i) {
            training.step();
        }
        Change change =
            stroke({{.kind = Kind::Add, .index = 3, .point = {0.1f, 1e-7f}, .label = 1},
                    {.kind = Kind::Set, .index = 9, .point = {-2.5f, 1.0f / 3}, .label = 0},
                    {.kind = Kind::Add, .index = 60, .point = {1, 1}, .test = true},
                    {.kind = Kind::Remove, .index = 5}});
        if (through_json) {
            change = parse_change(to_json(change));
        }
        training.apply(change);
        for (int i = 0; i < 7; ++i) {
            training.step();
        }
        return training.snapshot();
    };
    const Snapshot a = run(false), b = run(true);
    EXPECT_EQ(a.data->points, b.data->points);
    EXPECT_EQ(a.data->labels, b.data->labels);
    EXPECT_EQ(a.data->train, b.data->train);
    EXPECT_EQ(a.members[0].weights->values, b.members[0].weights->values);
}

}  // namespace
}  // namespace la
