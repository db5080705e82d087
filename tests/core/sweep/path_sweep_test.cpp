// Sweeps over any number of the configuration, and over grids of two.

#include <chrono>
#include <thread>

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/data/dataset_kinds.h"
#include "core/io/presets.h"
#include "core/io/sweep_csv.h"
#include "core/io/sweep_json.h"
#include "core/kernels/weights_flow.h"
#include "core/sweep/background_sweep.h"
#include "core/train/training.h"
#include "tests/support/error_of.h"

namespace la {
namespace {

using namespace std::chrono_literals;

SweepPlan plan(std::vector<PathValues> over, int seeds = 1) {
    SweepPlan out{.config = find_preset("circles").config,
                  .over = std::move(over),
                  .train_sizes = {},
                  .seeds = seeds,
                  .steps = 60,
                  .engine = {.device = "cpu", .threads = 2, .engine = EngineKind::Fused}};
    out.config.dataset.points = 200;
    out.config.compare.clear();
    out.keeps_weights = out.finds_steps_to_90 = true;
    return out;
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

// The hash of the weights after as many steps of an ordinary training.
std::string hash_alone(const Config& config, std::int64_t steps) {
    Training training(config, {.device = "cpu", .engine = EngineKind::Fused});
    while (training.steps() < steps) {
        training.step();
    }
    return weights_hash(*training.snapshot().members[0].weights);
}

TEST(PathSweep, ARunIsTheTrainingOfItsConfigurationBitForBit) {
    const std::vector<PathValues> paths{{"network.layers", {2, 5}},
                                        {"network.hidden", {3, 8}},
                                        {"network.seed", {4, 9}},
                                        {"network.init.std", {0.5, 2}},
                                        {"dataset.noise", {0.02, 0.2}},
                                        {"dataset.points", {60, 120}},
                                        {"dataset.label_noise", {0.1, 0.3}},
                                        {"optimizer.learning_rate", {0.003, 0.1}},
                                        {"optimizer.batch", {7, 64}},
                                        {"optimizer.beta1", {0, 0.5}},
                                        {"objective.lambda", {0, 0.3}}};
    for (const PathValues& path : paths) {
        const SweepPlan what = plan({path}, 2);
        const std::vector<SweepRun> runs = run(what);
        ASSERT_EQ(runs.size(), 4u) << path.path;
        for (std::size_t i = 0; i < runs.size(); ++i) {
            EXPECT_EQ(runs[i].values[0], path.values[i / 2]) << path.path;
            EXPECT_EQ(runs[i].repeat, static_cast<int>(i % 2)) << path.path;
            const Config config = config_of(what, runs[i].values, runs[i].repeat);
            EXPECT_EQ(runs[i].seed, config.network.seed);
            EXPECT_EQ(weights_hash(*runs[i].weights), hash_alone(config, what.steps))
                << path.path << " " << runs[i].values[0] << ", seed " << runs[i].seed;
        }
        EXPECT_NE(runs[0].metrics.loss, runs[2].metrics.loss) << path.path;
    }
}

TEST(PathSweep, TrainsByUzawaWhereTheConfigurationSaysSo) {
    SweepPlan what = plan({{"objective.uzawa.tau", {0.1, 2}}});
    what.config.objective.mode = Mode::Uzawa;
    const std::vector<SweepRun> runs = run(what);
    for (const SweepRun& each : runs) {
        EXPECT_EQ(weights_hash(*each.weights),
                  hash_alone(config_of(what, each.values, 0), what.steps));
    }
    EXPECT_NE(weights_hash(*runs[0].weights), weights_hash(*runs[1].weights));
    EXPECT_GT(runs[1].nu, runs[0].nu);
}

// The second setting within the first, the seeds within both; lambda in either place.
TEST(PathSweep, AGridHasEveryPairInOrderWhateverTheThreads) {
    const PathValues layers{"network.layers", {2, 3}}, lambda{kLambdaPath, {0, 0.1, 1}};
    for (const bool lambda_first : {true, false}) {
        SweepPlan what =
            plan(lambda_first ? std::vector{lambda, layers} : std::vector{layers, lambda}, 2);
        const std::vector<SweepRun> runs = run(what);
        ASSERT_EQ(runs.size(), 12u);
        std::size_t i = 0;
        for (const double first : what.over[0].values) {
            for (const double second : what.over[1].values) {
                for (const int repeat : {0, 1}) {
                    const SweepRun& each = runs[i++];
                    EXPECT_EQ(each.values, (SweepValues{first, second}));
                    EXPECT_EQ(each.repeat, repeat);
                    EXPECT_EQ(weights_hash(*each.weights),
                              hash_alone(config_of(what, each.values, repeat), what.steps));
                }
            }
        }
        const std::string text = sweep_csv(what, runs);
        what.engine.threads = 1;
        EXPECT_EQ(sweep_csv(what, run(what)), text);
        what.at_once = 1;
        EXPECT_EQ(sweep_csv(what, run(what)), text);
    }
}

TEST(PathSweep, OnlyLambdasShareAnEnsemble) {
    const auto sizes = [](std::vector<PathValues> over) {
        std::vector<std::size_t> out;
        for (const auto& group : settings_of(plan(std::move(over)))) {
            out.push_back(group.size());
        }
        return out;
    };
    const PathValues layers{"network.layers", {2, 3}}, lambda{kLambdaPath, {0, 0.1, 1}};
    EXPECT_EQ(sizes({lambda}), std::vector<std::size_t>{3});
    EXPECT_EQ(sizes({layers}), (std::vector<std::size_t>{1, 1}));
    EXPECT_EQ(sizes({layers, lambda}), (std::vector<std::size_t>{3, 3}));
    EXPECT_EQ(sizes({lambda, layers}), (std::vector<std::size_t>{3, 3}));
}

// Against the measures of an ordinary training, looked at as often.
TEST(PathSweep, FindsTheFirstStepAtNinetyPerCent) {
    SweepPlan what = plan({{"optimizer.learning_rate", {0, 0.01, 0.05}}});
    what.config.network.init.std = 0.5;
    what.steps = 403;
    const std::vector<SweepRun> runs = run(what);
    int found = 0;
    for (const SweepRun& each : runs) {
        Training training(config_of(what, each.values, 0),
                          {.device = "cpu", .engine = EngineKind::Fused});
        std::int64_t first = -1;
        while (first < 0) {
            const std::int64_t step = training.steps();
            if (step % kLookEvery == 0 || step == what.steps) {
                const Snapshot now = training.snapshot();
                const MemberSnapshot& b = now.members[0];
                const Metrics m =
                    measure(WeightsFlow(b.weights), *now.data, b.config.objective, 10);
                first = m.train_accuracy >= 0.9 ? step : -1;
            }
            if (step == what.steps) {
                break;
            }
            training.step();
        }
        EXPECT_EQ(each.steps_to_90, first) << each.values[0];
        found += first > 0 ? 1 : 0;
    }
    EXPECT_EQ(runs[0].steps_to_90, -1) << "without a step it stays where it is";
    EXPECT_EQ(found, 2);
}

TEST(PathSweep, LooksDoNotChangeTheRun) {
    SweepPlan what = plan({{kLambdaPath, {0, 0.1}}});
    const std::vector<SweepRun> with = run(what);
    what.finds_steps_to_90 = false;
    const std::vector<SweepRun> without = run(what);
    for (const std::size_t i : {0u, 1u}) {
        EXPECT_EQ(with[i].weights->values, without[i].weights->values);
        EXPECT_EQ(without[i].steps_to_90, -1);
    }
}

// The test points have the noise that the run was trained with, and are the same for all seeds.
TEST(PathSweep, TestsOnPointsOfTheSameKind) {
    const SweepPlan what = plan({{"dataset.noise", {0, 0.5}}}, 2);
    Sweep sweep(what);
    sweep.start();
    while (!sweep.finished()) {
        std::this_thread::sleep_for(2ms);
    }
    const std::vector<SweepRun> runs = sweep.runs();
    const auto quiet = sweep.data_of(runs[0]), other = sweep.data_of(runs[1]);
    const auto noisy = sweep.data_of(runs[2]);
    EXPECT_EQ(quiet->train, 160);
    ASSERT_EQ(quiet->size(), 160 + Sweep::kTestPoints);
    for (int i = quiet->train; i < quiet->size(); ++i) {
        const double r = std::hypot(quiet->points[i].x, quiet->points[i].y);
        EXPECT_NEAR(r, quiet->labels[i] == 0 ? 1 : what.config.dataset.factor, 1e-5);
        EXPECT_EQ(quiet->points[i], other->points[i]);
    }
    EXPECT_NE(quiet->points[0], other->points[0]);
    EXPECT_NE(noisy->points[200], quiet->points[200]);
}

TEST(PathSweep, ItsTableHasAColumnForEveryPath) {
    SweepPlan what = plan({{"network.init.std", {0.5, 1000}}, {"network.seed", {3}}});
    what.config.optimizer.kind = OptimizerKind::Sgd;
    what.config.optimizer.learning_rate = 1000;
    const std::string text = sweep_csv(what, run(what));
    EXPECT_TRUE(
        text.starts_with("init_std,network_seed,seed,diverged,steps_to_90,train_accuracy,"
                         "test_accuracy,loss,action,displacement,cost,straightness,"
                         "train_size\n"))
        << text;
    EXPECT_NE(text.find("\n1000,3,3,1,-1,,,,,,,,160\n"), std::string::npos) << text;
    const std::string json = sweep_json(what);
    EXPECT_NE(json.find("\"over\": {\n        \"network.init.std\": ["), std::string::npos) << json;
}

TEST(PathSweep, RefusesWhatIsNoSettingOfASweep) {
    const auto said = [](std::vector<PathValues> over) {
        return error_of([&] { Sweep{plan(std::move(over))}; });
    };
    EXPECT_EQ(said({{"network.layers", {4, 300}}}),
              "network.layers: 300 is out of range, 1 to 256");
    EXPECT_EQ(said({{"optimizer.batch", {4, 4.5}}}), "optimizer.batch: 4.5 is not a whole number");
    EXPECT_EQ(said({{"network.activation", {1}}}), "network.activation is not a number");
    EXPECT_NE(said({{"network.layer", {1}}}).find("network.layers"), std::string::npos);
    EXPECT_NE(said({{"stop.steps", {1}}}).find("stop.steps"), std::string::npos);
    EXPECT_NE(said({{"dataset.noise", {0}}, {"dataset.noise", {1}}}).find("once, not twice"),
              std::string::npos);
    EXPECT_NE(said({}).find("one setting or two"), std::string::npos);
    // Before anything is made of it.
    std::vector<double> many;
    for (int i = 0; i < 10000; ++i) {
        many.push_back(i);
    }
    EXPECT_NE(said({{"network.seed", many}, {"optimizer.seed", many}}).find("too large"),
              std::string::npos);
    SweepPlan sizes = plan({{"dataset.points", {60, 200}}});
    sizes.train_sizes = {50};
    EXPECT_NE(error_of([&] { Sweep{sizes}; }).find("48 points"), std::string::npos);
    SweepPlan drawn = plan({{"dataset.noise", {0, 1}}});
    drawn.points = std::make_shared<const Dataset>(make_dataset(drawn.config.dataset));
    EXPECT_NE(error_of([&] { Sweep{drawn}; }).find("dataset.noise"), std::string::npos);
}

std::shared_ptr<const Snapshot> picked(BackgroundSweep& sweep, const SweepRun& run) {
    const BackgroundSweep::Pick pick{run.values, run.seed, true};
    sweep.pick(pick);
    while (!sweep.picked() || sweep.picked()->pick != pick) {
        std::this_thread::sleep_for(1ms);
    }
    return sweep.picked()->snapshot;
}

std::vector<SweepRun> finished(const BackgroundSweep& sweep) {
    while (sweep.state()->status == SweepState::Status::Running) {
        std::this_thread::sleep_for(2ms);
    }
    return *sweep.state()->runs;
}

TEST(PathSweep, ItsNetworksAreShownBesideTheLeastValue) {
    const SweepPlan what = plan({{"network.layers", {2, 3}}, {"dataset.noise", {0.1, 0.2}}}, 2);
    BackgroundSweep sweep(what, 7);
    const std::vector<SweepRun> runs = finished(sweep);
    ASSERT_EQ(runs.size(), 8u);
    const SweepRun& last = runs[7];  // 3 layers, noise 0.2, the second seed
    const auto snapshot = picked(sweep, last);
    const Snapshot& shown = *snapshot;
    EXPECT_EQ(shown.message, "layers = 3, noise = 0.2, seed 2");
    ASSERT_EQ(shown.members.size(), 2u);
    EXPECT_EQ(shown.members[1].weights, last.weights);
    EXPECT_EQ(shown.members[0].weights, runs[3].weights) << "2 layers, noise 0.2, the same seed";
    EXPECT_EQ(shown.members[0].config.network.layers, 2);
    EXPECT_EQ(shown.config->compare.at("network.layers"), "2");
    EXPECT_EQ(shown.config->dataset.noise, 0.2);
    EXPECT_EQ(shown.config->network.layers, 3);
}

// A network of two classes cannot stand on points of three.
TEST(PathSweep, BesideANetworkStandsOneOfAsManyClasses) {
    SweepPlan what = plan({{"dataset.classes", {2, 3}}});
    what.config.dataset = with_kind(what.config.dataset, DatasetKind::Blobs);
    what.config.network.head.kind = HeadKind::Learned;
    BackgroundSweep sweep(what, 8);
    const std::vector<SweepRun> runs = finished(sweep);
    ASSERT_EQ(runs.size(), 2u) << sweep.state()->message;
    const auto shown = picked(sweep, runs[1]);
    EXPECT_EQ(shown->data->classes, 3);
    for (const MemberSnapshot& member : shown->members) {
        EXPECT_EQ(member.weights->classes, 3);
    }
}

}  // namespace
}  // namespace la
