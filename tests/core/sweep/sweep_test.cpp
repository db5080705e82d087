#include "core/sweep/sweep.h"

#include <chrono>
#include <cmath>
#include <thread>

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/io/presets.h"
#include "core/io/sweep_csv.h"
#include "core/kernels/weights_flow.h"
#include "core/train/training.h"

namespace la {
namespace {

using namespace std::chrono_literals;

SweepPlan plan(int threads = 1) {
    return {.config = find_preset("circles").config,
            .over = {{kLambdaPath, {0, 0.03}}},
            .train_sizes = {20, 100},
            .seeds = 2,
            .steps = 60,
            .engine = {.threads = threads}};
}

std::vector<SweepRun> run(const SweepPlan& what) {
    Sweep sweep(what);
    sweep.start();
    while (!sweep.finished()) {
        std::this_thread::sleep_for(2ms);
    }
    EXPECT_EQ(sweep.steps_done(), sweep.steps_total());
    return sweep.runs();
}

std::string table(const SweepPlan& what) {
    return sweep_csv(what, run(what));
}

TEST(Sweep, HasOneRowPerRunInOrderForAnyNumberOfThreads) {
    const std::string one = table(plan(1));
    EXPECT_EQ(one, table(plan(2)));
    const std::vector<SweepRun> runs = run(plan(2));
    ASSERT_EQ(runs.size(), 8u);
    EXPECT_EQ(runs[0].train_size, 20);
    EXPECT_EQ(runs[0].values[0], 0);
    EXPECT_EQ(runs[0].seed, 1u);
    EXPECT_EQ(runs[1].seed, 2u);
    EXPECT_EQ(runs[2].values[0], 0.03);
    EXPECT_EQ(runs[7].train_size, 100);
    for (const SweepRun& each : runs) {
        const double tested = each.metrics.test_accuracy * Sweep::kTestPoints;
        EXPECT_NEAR(tested, std::round(tested), 1e-6);
        const double trained = each.metrics.train_accuracy * each.train_size;
        EXPECT_NEAR(trained, std::round(trained), 1e-6);
    }
    // Another seed is another run, another lambda too.
    EXPECT_NE(runs[0].metrics.loss, runs[1].metrics.loss);
    EXPECT_NE(runs[0].metrics.loss, runs[2].metrics.loss);
}

// With the whole training split, the first seed's run is the one that `train` makes.
TEST(Sweep, ARunIsAnOrdinaryTraining) {
    SweepPlan whole = plan();
    whole.train_sizes = {};
    whole.seeds = 1;
    const std::vector<SweepRun> runs = run(whole);
    ASSERT_EQ(runs.size(), 2u);
    EXPECT_EQ(runs[0].train_size, 480);
    Training training(whole.config, {});
    for (int i = 0; i < whole.steps; ++i) {
        training.step();
    }
    const Snapshot snapshot = training.snapshot();  // A has lambda 0, B 0.03
    for (const std::size_t m : {0u, 1u}) {
        const Metrics alone = measure(WeightsFlow(snapshot.members[m].weights), *snapshot.data,
                                      snapshot.members[m].config.objective, 64);
        EXPECT_NEAR(runs[m].metrics.cost / alone.cost, 1, 1e-3);
        EXPECT_NEAR(runs[m].metrics.loss / alone.loss, 1, 1e-3);
    }
}

TEST(Sweep, StopsAtOnceAndKeepsWhatIsFinished) {
    SweepPlan endless = plan(2);
    endless.steps = 1000000000;
    Sweep sweep(endless);
    sweep.start();
    std::this_thread::sleep_for(30ms);
    sweep.stop();  // else this test would take weeks
    EXPECT_FALSE(sweep.finished());
    EXPECT_EQ(sweep.runs().size(), 0u);
}

TEST(Sweep, RethrowsToItsOwnerWhatAnEngineThrew) {
    Sweep sweep(plan(2), [](const EngineSetup&) -> std::unique_ptr<Engine> {
        throw Error("no such engine");
    });
    // Where there is a GPU, start makes an engine to choose one.
    EXPECT_THROW(
        {
            sweep.start();
            std::this_thread::sleep_for(50ms);
            sweep.finished();
        },
        Error);
}

TEST(Sweep, MoreTrainingPointsThanThereAreIsRefused) {
    SweepPlan many = plan();
    many.train_sizes = {481};
    EXPECT_THROW(Sweep{many}, UsageError);
}

TEST(Sweep, DivergedRunsHaveEmptyCells) {
    SweepPlan bad = plan();
    bad.config.optimizer.kind = OptimizerKind::Sgd;
    bad.config.optimizer.learning_rate = 1000;
    const std::vector<SweepRun> runs = run(bad);
    const std::string text = sweep_csv(bad, runs);
    EXPECT_TRUE(runs.back().diverged);
    EXPECT_NE(text.find("0.03,2,100,,,,,,,\n"), std::string::npos) << text;
    EXPECT_EQ(text.find("nan"), std::string::npos);
}

// Student's t, from tables: mean of 1..5 is 3, standard error sqrt(2.5/5), t(4) = 2.776.
TEST(Sweep, GivesAMeanWithItsConfidenceInterval) {
    const MeanInterval five = mean_interval({1, 2, 3, 4, 5});
    EXPECT_NEAR(five.mean, 3, 1e-12);
    EXPECT_NEAR(five.half, 2.776 * std::sqrt(0.5), 1e-9);
    EXPECT_EQ(mean_interval({2, 2, 2}).half, 0);
    EXPECT_EQ(mean_interval({7}).mean, 7);
    EXPECT_TRUE(std::isnan(mean_interval({7}).half));
    EXPECT_TRUE(std::isnan(mean_interval({}).mean));
    std::vector<double> many;
    for (int i = 0; i < 101; ++i) {
        many.push_back(i % 2);
    }
    const double error = std::sqrt(101 * 0.25 * (1 - 1.0 / (101 * 101)) / 100 / 101);
    EXPECT_NEAR(mean_interval(many).half / error, 1.984, 0.002);  // t(100)
}

}  // namespace
}  // namespace la
