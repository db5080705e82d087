#include "core/train/training.h"

#include <cmath>

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/config/config_json.h"
#include "core/io/presets.h"
#include "core/kernels/weights_flow.h"
#include "core/train/batches.h"

namespace la {
namespace {

Config circles() {
    return find_preset("circles").config;
}

std::vector<std::string> hashes(Training& training) {
    std::vector<std::string> out;
    for (const MemberSnapshot& member : training.snapshot().members) {
        out.push_back(weights_hash(*member.weights));
    }
    return out;
}

void run(Training& training, int steps) {
    for (int i = 0; i < steps; ++i) {
        training.step();
    }
}

TEST(Training, TheSameSeedGivesTheSameBytes) {
    Training a(circles(), {"cpu"});
    Training b(circles(), {"cpu"});
    run(a, 40);
    run(b, 40);
    EXPECT_EQ(hashes(a), hashes(b));
}

TEST(Training, ResetGivesTheFirstWeightsAndTheSameRunBack) {
    Training training(circles(), {"cpu"});
    const auto first = hashes(training);
    run(training, 25);
    const auto later = hashes(training);
    EXPECT_NE(first, later);
    const std::uint64_t before = training.snapshot().run;
    training.apply(Reset{});
    EXPECT_EQ(training.steps(), 0);
    EXPECT_GT(training.snapshot().run, before);
    EXPECT_EQ(hashes(training), first);
    run(training, 25);
    EXPECT_EQ(hashes(training), later);
}

TEST(Training, NewSeedChangesWeightsAndBatchesButNotTheData) {
    Training training(circles(), {"cpu"});
    const auto first = hashes(training);
    const auto data = training.snapshot().data;
    training.apply(NewSeed{});
    EXPECT_NE(hashes(training), first);
    EXPECT_EQ(training.snapshot().data, data);
    EXPECT_EQ(training.config().network.seed, 2u);
    EXPECT_EQ(training.config().optimizer.seed, 2u);
}

TEST(Training, AAndBStartEqualAndWithEqualLambdaStayEqual) {
    Config config = circles();
    config.compare["objective.lambda"] = "0.03";
    Training training(config, {"cpu"});
    run(training, 60);
    const auto both = hashes(training);
    EXPECT_EQ(both[0], both[1]);
    training.apply(SetLambda{1, 0.5});
    run(training, 5);
    EXPECT_NE(hashes(training)[0], hashes(training)[1]);
}

// A has the same weights in an ensemble of two as alone.
TEST(Training, AMemberDoesNotDependOnItsCompany) {
    Training pair(circles(), {"cpu"});
    Config alone_config = circles();
    alone_config.compare.clear();
    Training alone(alone_config, {"cpu"});
    run(pair, 30);
    run(alone, 30);
    const auto b = pair.snapshot().members[1].weights->values;
    const auto same = alone.snapshot().members[0].weights->values;
    double difference = 0;
    for (std::size_t i = 0; i < b.size(); ++i) {
        difference = std::max(difference, std::abs(static_cast<double>(b[i]) - same[i]));
    }
    EXPECT_LT(difference, 1e-4);
}

TEST(Training, LambdaActsWithoutAReset) {
    Training training(circles(), {"cpu"});
    run(training, 300);
    const double light = training.snapshot().rows->back().members[1].cost;
    training.apply(SetLambda{1, 0.0});
    EXPECT_EQ(training.steps(), 300);
    run(training, 300);
    const MetricsRow free = training.snapshot().rows->back();
    EXPECT_EQ(free.step, 600);
    EXPECT_EQ(free.lambda[1], 0);
    EXPECT_GT(free.members[1].cost, 2 * light);
    training.apply(SetLambda{1, 0.03});
    run(training, 600);
    EXPECT_LT(training.snapshot().rows->back().members[1].cost, free.members[1].cost / 3);
    EXPECT_GT(training.snapshot().rows->back().members[1].test_accuracy, 0.95);
}

TEST(Training, LambdaFollowsTheModes) {
    Training training(circles(), {"cpu"});
    const auto b = [&] { return training.snapshot().members[1]; };
    training.apply(SetLambda{1, 0.0});
    EXPECT_EQ(b().config.objective.mode, Mode::None);
    EXPECT_EQ(b().lambda, 0);
    training.apply(SetLambda{1, 0.2});
    EXPECT_EQ(b().config.objective.mode, Mode::Weight);
    EXPECT_EQ(b().lambda, 0.2);
    EXPECT_EQ(training.config().objective.lambda, 0.2);
    training.apply(SetLambda{0, 0.1});
    EXPECT_EQ(training.snapshot().members[0].lambda, 0.1);
    EXPECT_EQ(effective_lambda(members_of(training.config())[0].objective), 0.1);

    Training uzawa(find_preset("far-circles-uzawa").config, {"cpu"});
    uzawa.apply(SetLambda{1, 0.25});
    EXPECT_EQ(uzawa.snapshot().members[1].config.objective.mode, Mode::Uzawa);
    EXPECT_NEAR(uzawa.snapshot().members[1].nu, 4, 1e-12);
}

// Every `every` steps nu += tau * loss, on the current batch after the update.
TEST(Training, UzawaGrowsTheMultiplierByTheLoss) {
    Config config = find_preset("far-circles-uzawa").config;
    Training training(config, {"cpu"}, make_engine, 1);
    run(training, 4);
    EXPECT_DOUBLE_EQ(training.snapshot().members[1].nu, 0.1);
    run(training, 1);
    const Snapshot now = training.snapshot();
    Batches batches(now.data->train, config.optimizer);
    std::vector<std::int32_t> batch;
    for (int i = 0; i < 5; ++i) {
        const auto next = batches.next();
        batch.assign(next.begin(), next.end());
    }
    Dataset points;
    for (const int i : batch) {
        points.points.push_back(now.data->points[i]);
        points.labels.push_back(now.data->labels[i]);
    }
    points.train = points.size();
    const Metrics metrics = measure(WeightsFlow(now.members[1].weights), points, config.objective,
                                    config.optimizer.batch);
    EXPECT_NEAR(now.members[1].nu, 0.1 + 0.1 * metrics.loss, 1e-5);
    EXPECT_NEAR(now.members[1].lambda, 1 / now.members[1].nu, 1e-12);
}

TEST(Training, TheOpeningPresetIsSolvedWithLittleAction) {
    Training training(circles(), {"cpu"});
    run(training, 1500);
    const MetricsRow last = training.snapshot().rows->back();
    EXPECT_GT(last.members[0].test_accuracy, 0.95);
    EXPECT_GT(last.members[1].test_accuracy, 0.95);
    EXPECT_LT(last.members[1].action, 0.2 * last.members[0].action);
}

TEST(Training, DifferentShapesFollowTheSameBatches) {
    Config config = circles();
    config.compare = {{"network.layers", "4"}, {"network.activation", "\"tanh\""}};
    Training training(config, {"cpu"});
    run(training, 20);
    EXPECT_EQ(training.snapshot().members[0].weights->network.layers, 4);
    EXPECT_EQ(training.snapshot().rows->back().members[0].energy.size(), 4u);
    EXPECT_EQ(training.snapshot().rows->back().members[1].energy.size(), 9u);
}

TEST(Training, SgdAndMomentumLearnToo) {
    for (const OptimizerKind kind : {OptimizerKind::Sgd, OptimizerKind::Momentum}) {
        Config config = circles();
        config.optimizer.kind = kind;
        config.optimizer.learning_rate = 0.02;
        Training training(config, {"cpu"});
        const double first = training.snapshot().rows->back().members[1].loss;
        run(training, 200);
        EXPECT_LT(training.snapshot().rows->back().members[1].loss, 0.7 * first);
    }
}

TEST(Training, DivergenceIsAStateWithTheLastFiniteWeights) {
    Config config = circles();
    config.optimizer.kind = OptimizerKind::Sgd;
    config.optimizer.learning_rate = 1000;
    Training training(config, {"cpu"});
    run(training, 50);
    const Snapshot end = training.snapshot();
    EXPECT_TRUE(training.diverged());
    EXPECT_EQ(end.status, Status::Diverged);
    EXPECT_NE(end.message.find("diverged at step"), std::string::npos);
    for (const float w : end.members[1].weights->values) {
        ASSERT_TRUE(std::isfinite(w));
    }
    training.apply(Reset{});
    EXPECT_FALSE(training.diverged());
}

TEST(Training, ADeviceThatIsNotThereIsRefusedAndNothingChanges) {
    Training training(circles(), {"cpu"});
    run(training, 10);
    const auto before = hashes(training);
    EXPECT_THROW(training.apply(SetEngine{EngineKind::Auto, "cuda:77"}), Error);
    EXPECT_EQ(hashes(training), before);
    run(training, 1);
    training.apply(
        SetEngine{EngineKind::Fused, "cpu"});  // a new engine takes over weights and moments
    run(training, 1);
    Training straight(circles(), {"cpu"});
    run(straight, 12);
    EXPECT_EQ(hashes(training), hashes(straight));
    EXPECT_THROW(check_device("cuda:77"), Error);
    EXPECT_NO_THROW(check_device("cpu"));
}

}  // namespace
}  // namespace la
