#include "core/train/history.h"

#include <chrono>
#include <set>

#include <gtest/gtest.h>

#include "core/io/presets.h"
#include "core/observe/observer.h"
#include "core/train/training.h"
#include "tests/support/slow_engine.h"

namespace la {
namespace {

MemberSnapshot member(std::size_t floats) {
    MemberSnapshot out;
    out.weights = std::make_shared<Weights>(Weights{.values = std::vector<float>(floats)});
    return out;
}

KeptStep kept_step(std::int64_t step, std::size_t floats = 4) {
    return {.step = step, .epoch = 0, .members = {member(floats)}};
}

void run(Training& training, std::int64_t to) {
    while (training.steps() < to) {
        training.step();
    }
}

std::vector<std::int64_t> steps_of(const KeptSteps& kept) {
    std::vector<std::int64_t> out;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        out.push_back(kept[i].step);
    }
    return out;
}

TEST(History, StaysBoundedOverAMillionSteps) {
    History history({member(4)});
    for (std::int64_t step = 0; step <= 1000000; ++step) {
        if (history.due(step)) {
            history.append(kept_step(step));
        }
        if (step % 1000 == 0) {
            const auto kept = history.rows();
            ASSERT_LE(kept->size(), History::kSteps);
            ASSERT_EQ((*kept)[0].step, 0);
        }
    }
    const auto kept = history.rows();
    EXPECT_GT(kept->size(), History::kSteps / 2 - 100);
    const std::int64_t spacing = (*kept)[1].step;
    for (std::size_t i = 1; i < kept->size(); ++i) {
        ASSERT_EQ((*kept)[i].step - (*kept)[i - 1].step, spacing);
    }
    EXPECT_GT(kept->back().step, 1000000 - spacing) << "the newest is never further back than that";
}

TEST(History, DroppedWeightsAreFreed) {
    History history({member(4)});
    std::vector<std::weak_ptr<const Weights>> all;
    for (std::int64_t step = 0; step < 20000; ++step) {
        if (history.due(step)) {
            history.append(kept_step(step));
            all.push_back(history.rows()->back().members[0].weights);
        }
    }
    const auto alive = std::ranges::count_if(all, [](const auto& w) { return !w.expired(); });
    EXPECT_EQ(static_cast<std::size_t>(alive), history.rows()->size());
    EXPECT_LT(history.rows()->size(), all.size());
}

TEST(History, LargeNetworksAreKeptAtFewerSteps) {
    const std::size_t floats = 1 << 20;
    const std::size_t capacity = History::capacity_for({member(floats), member(floats)});
    EXPECT_LT(capacity, History::kSteps);
    EXPECT_LE(capacity * 2 * floats * sizeof(float), History::kBytes);
    EXPECT_GT((capacity + 1) * 2 * (floats + 1000) * sizeof(float), History::kBytes);
    EXPECT_EQ(History::capacity_for({member(1 << 23)}), History::kMinSteps);
    // The networks of the presets are small: the number of steps is what bounds them.
    EXPECT_EQ(History::capacity_for({member(2000), member(2000)}), History::kSteps);

    History history({member(1 << 23)});  // two steps at a time
    for (std::int64_t step = 0; step <= 1000; ++step) {
        if (history.due(step)) {
            history.append(kept_step(step));
        }
    }
    EXPECT_EQ(steps_of(*history.rows()), (std::vector<std::int64_t>{0, 512}));
}

TEST(History, WhatAReaderHoldsDoesNotChange) {
    History history({member(4)});
    std::vector<std::shared_ptr<const KeptSteps>> held;
    for (std::int64_t step = 0; step < 2500; ++step) {
        if (history.due(step)) {
            history.append(kept_step(step));
            held.push_back(history.rows());
        }
    }
    const auto before = steps_of(*held[1500]);
    EXPECT_EQ(held[1023]->size(), 1024u);
    EXPECT_EQ(held[1024]->size(), 513u) << "thinned";
    history.append(kept_step(2500));
    EXPECT_EQ(steps_of(*held[1500]), before);
    for (std::size_t i = 0; i < 1024; ++i) {
        ASSERT_EQ((*held[1023])[i].step, static_cast<std::int64_t>(i));
    }
}

// Publishing copies the pointers to the chunks, not their rows.
TEST(History, PublishingSharesFullChunks) {
    History history({member(4)});
    for (std::int64_t step = 0; step < 100; ++step) {
        history.append(kept_step(step));
    }
    const auto first = history.rows();
    EXPECT_EQ(history.rows(), first) << "nothing new, nothing made";
    history.append(kept_step(100));
    const auto second = history.rows();
    EXPECT_NE(second, first);
    EXPECT_EQ(&(*second)[0], &(*first)[0]);
    EXPECT_EQ(&(*second)[63], &(*first)[63]);
    EXPECT_EQ((*second)[99].members[0].weights, (*first)[99].members[0].weights);
}

TEST(History, FindsTheNearestStep) {
    History history({member(4)});
    for (const std::int64_t step : {0, 8, 16, 24}) {
        history.append(kept_step(step));
    }
    const KeptSteps& kept = *history.rows();
    const std::pair<std::int64_t, std::size_t> cases[] = {{-5, 0}, {0, 0},  {4, 0},  {5, 1},
                                                          {12, 1}, {13, 2}, {24, 3}, {1000, 3}};
    for (const auto& [step, index] : cases) {
        EXPECT_EQ(nearest_kept(kept, step), index) << step;
    }
    EXPECT_EQ(first_kept_from(kept, 0), 0u);
    EXPECT_EQ(first_kept_from(kept, 1), 1u);
    EXPECT_EQ(first_kept_from(kept, 16), 2u);
    EXPECT_EQ(first_kept_from(kept, 25), 4u);
}

// Makes the same changes by hand at the same steps in every run.
struct Move {
    std::int64_t step;
    Change change;
};

void run_with(Training& training, std::int64_t to, const std::vector<Move>& moves) {
    for (const Move& move : moves) {
        if (move.step < to) {
            run(training, move.step);
            training.apply(move.change);
        }
    }
    run(training, to);
}

Config shuffled() {
    Config config = find_preset("circles").config;
    config.optimizer.shuffle = true;
    return config;
}

Config uzawa() {
    Config config = find_preset("far-circles-uzawa").config;
    config.compare = {{"objective.lambda", "0"}};
    return config;
}

Config other_depth_in_a() {
    Config config = find_preset("circles").config;
    config.compare = {{"network.layers", "5"}, {"objective.lambda", "0.2"}};
    return config;
}

// At every kept step the networks are bit for bit those of a fresh run that stopped there.
void expect_fresh_runs(const Config& config, const std::vector<Move>& moves) {
    constexpr std::int64_t kEnd = 1500;  // beyond the first thinning
    Training training(config, {"cpu"});
    run_with(training, kEnd, moves);
    const Snapshot now = training.snapshot();
    ASSERT_TRUE(now.history);
    const KeptSteps& kept = *now.history;
    EXPECT_EQ(kept[0].step, 0);
    EXPECT_EQ(kept.size(), 751u);
    EXPECT_EQ(kept.back().step, kEnd);
    EXPECT_EQ(kept.back().members[0].weights, now.members[0].weights) << "shared, not copied";
    for (const std::int64_t at : {0, 2, 122, 400, 402, 766, 1024, 1498}) {
        Training fresh(config, {"cpu"});
        run_with(fresh, at, moves);
        const Snapshot there = fresh.snapshot();
        const KeptStep& step = kept[nearest_kept(kept, at)];
        ASSERT_EQ(step.step, at);
        EXPECT_EQ(step.epoch, there.epoch);
        ASSERT_EQ(step.members.size(), there.members.size());
        for (std::size_t m = 0; m < step.members.size(); ++m) {
            EXPECT_EQ(step.members[m].weights->values, there.members[m].weights->values)
                << "member " << m << " at step " << at;
            EXPECT_EQ(step.members[m].lambda, there.members[m].lambda) << "at step " << at;
            EXPECT_EQ(step.members[m].nu, there.members[m].nu) << "at step " << at;
            EXPECT_EQ(step.members[m].config, there.members[m].config) << "at step " << at;
        }
    }
}

TEST(HistoryOfARun, IsThatOfAFreshRun) {
    expect_fresh_runs(shuffled(), {});
}

TEST(HistoryOfARun, IsThatOfAFreshRunAfterLambdaWasMoved) {
    expect_fresh_runs(shuffled(), {{100, SetLambda{1, 0.0}},
                                   {301, SetLambda{1, 0.4}},
                                   {401, SetLambda{0, 0.01}},
                                   {900, SetLambda{1, 0.02}}});
}

TEST(HistoryOfARun, IsThatOfAFreshRunAfterTheOptimiserWasChanged) {
    OptimizerConfig slower = shuffled().optimizer;
    slower.learning_rate /= 3;
    slower.batch = 32;
    expect_fresh_runs(shuffled(), {{333, SetOptimizer{slower}}});
}

TEST(HistoryOfARun, IsThatOfAFreshRunWithUzawa) {
    expect_fresh_runs(uzawa(), {{500, SetLambda{1, 0.05}}});
}

TEST(HistoryOfARun, IsThatOfAFreshRunWhereShapesDiffer) {
    expect_fresh_runs(other_depth_in_a(), {{250, SetLambda{1, 0.1}}});
}

TEST(HistoryOfARun, DoesNotDependOnWhoLooked) {
    Training looked(shuffled(), {"cpu"});
    Training alone(shuffled(), {"cpu"}, make_engine, 64);  // nor on the rows of the log
    for (int i = 0; i < 300; ++i) {
        looked.step();
        alone.step();
        looked.snapshot();
    }
    const Snapshot a = looked.snapshot();
    const Snapshot b = alone.snapshot();
    ASSERT_EQ(steps_of(*a.history), steps_of(*b.history));
    for (std::size_t i = 0; i < a.history->size(); ++i) {
        ASSERT_EQ((*a.history)[i].members[1].weights->values,
                  (*b.history)[i].members[1].weights->values);
    }
}

TEST(HistoryOfARun, StartsAgainWithEveryRun) {
    Training training(shuffled(), {}, SlowEngine::factory({}));
    run(training, 50);
    EXPECT_EQ(training.snapshot().history->size(), 51u);
    const Change changes[] = {Reset{}, NewSeed{}, Load{shuffled()}};
    for (const Change& change : changes) {
        training.apply(change);
        const Snapshot now = training.snapshot();
        ASSERT_EQ(now.history->size(), 1u);
        EXPECT_EQ((*now.history)[0].members[1].weights, now.members[1].weights);
        run(training, 5);
    }
    training.apply(SetLambda{1, 0.5});
    EXPECT_EQ(training.snapshot().history->size(), 6u) << "the run goes on";
}

TEST(HistoryOfARun, EndsWithTheLastFiniteWeights) {
    Config config = shuffled();
    config.optimizer.kind = OptimizerKind::Sgd;
    config.optimizer.learning_rate = 1000;
    for (const std::int64_t rows_every : {0, 20}) {
        Training training(config, {"cpu"}, make_engine, rows_every);
        for (int i = 0; i < 50; ++i) {
            training.step();
        }
        const Snapshot end = training.snapshot();
        ASSERT_EQ(end.status, Status::Diverged);
        EXPECT_LE(end.history->back().step, end.step);
        EXPECT_EQ(end.history->size(), static_cast<std::size_t>(end.history->back().step + 1));
        for (std::size_t i = 0; i < end.history->size(); ++i) {
            for (const MemberSnapshot& m : (*end.history)[i].members) {
                ASSERT_TRUE(std::ranges::all_of(m.weights->values,
                                                [](float w) { return std::isfinite(w); }));
            }
        }
    }
}

// An earlier step is observed as it was then.
TEST(SnapshotAt, IsObservedAsThatStepWas) {
    Training training(shuffled(), {"cpu"});
    run(training, 40);
    const auto there = std::make_shared<const Snapshot>(training.snapshot());
    const ObserverRequest request{
        .snapshot = there,
        .views = {.fields = {FieldRequest{.layer = 3, .width = 16, .height = 16}}},
        .transport_points = 64};
    const Observation then = observe(request);
    run(training, 200);
    const Snapshot now = training.snapshot();
    const auto past = snapshot_at(now, (*now.history)[40]);
    EXPECT_EQ(past->step, 40);
    EXPECT_EQ(past->run, now.run);
    EXPECT_EQ(past->data, now.data);
    EXPECT_EQ(past->history, nullptr);
    const Observation newest = observe({.snapshot = std::make_shared<Snapshot>(now),
                                        .views = {.fields = request.views.fields},
                                        .transport_points = 64});
    const Observation seen = observe(
        {.snapshot = past, .views = {.fields = request.views.fields}, .transport_points = 64},
        &newest);
    for (std::size_t m = 0; m < 2; ++m) {
        EXPECT_EQ(*seen.members[m].states, *then.members[m].states);
        EXPECT_EQ(seen.members[m].fields[0]->near, then.members[m].fields[0]->near);
        EXPECT_EQ(seen.members[m].metrics.energy, then.members[m].metrics.energy);
        EXPECT_EQ(seen.members[m].gauges->w2_squared, then.members[m].gauges->w2_squared);
        EXPECT_NE(*seen.members[m].states, *newest.members[m].states);
    }
}

// Prints the cost of a drag after a million steps; asserts nothing about it.
TEST(SnapshotAt, IsQuickAfterAMillionSteps) {
    using Clock = std::chrono::steady_clock;
    Training training(shuffled(), {}, SlowEngine::factory({}));
    Snapshot now = training.snapshot();
    History history(now.members);
    for (std::int64_t step = 0; step <= 1000000; ++step) {
        if (history.due(step)) {
            history.append({step, 0, now.members});
        }
    }
    now.step = 1000000;
    now.history = history.rows();
    std::vector<double> times;
    std::set<std::int64_t> visited;
    for (int i = 0; i < 25; ++i) {
        const auto begin = Clock::now();
        const KeptSteps& kept = *now.history;
        const auto past = snapshot_at(now, kept[nearest_kept(kept, 37123 * i)]);
        const Observation seen =
            observe({.snapshot = past,
                     .views = {.fields = {FieldRequest{.layer = 4, .width = 112, .height = 112}}},
                     .transport_points = 128});
        times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
        visited.insert(seen.snapshot->step);
    }
    EXPECT_EQ(visited.size(), 25u);
    std::ranges::sort(times);
    std::printf("1e6 steps, %zu kept: a look at one takes %.2f ms (median), %.2f ms at most\n",
                now.history->size(), times[times.size() / 2], times.back());
}

}  // namespace
}  // namespace la
