#include "core/stability/stability_log.h"

#include <cmath>
#include <cstdlib>
#include <limits>

#include <gtest/gtest.h>

#include "core/config/config_json.h"
#include "core/train/batches.h"
#include "core/train/training.h"
#include "tests/core/stability/orbit.h"
#include "tests/support/fused_cases.h"

namespace la {
namespace {

void run(Training& training, int steps) {
    for (int i = 0; i < steps; ++i) {
        training.step();
    }
}

Config measured(Config config, int vectors) {
    config.stability.vectors = vectors;
    return config;
}

// Two networks, shuffled batches, a multiplier of Uzawa: all that a step changes.
Config lively(OptimizerKind kind) {
    Config config = moons(0.05, 1);
    config.optimizer.kind = kind;
    config.optimizer.batch = 30;
    config.optimizer.shuffle = true;
    config.objective.mode = Mode::Uzawa;
    set_field(config, "compare.optimizer.learning_rate=0.01");
    return config;
}

const StabilityMeasures& last(const Training& training, std::size_t member = 0) {
    static std::shared_ptr<const StabilityRows> rows;
    rows = const_cast<Training&>(training).snapshot().stability_rows;
    return rows->back().members[member];
}

// What is measured changes nothing of the run, whenever it begins or ends.
TEST(StabilityLog, AMeasuredRunHasTheSameBytes) {
    for (const EngineKind engine : {EngineKind::Fused, EngineKind::Double}) {
        for (const OptimizerKind kind :
             {OptimizerKind::Sgd, OptimizerKind::Momentum, OptimizerKind::Adam}) {
            Config config = lively(kind);
            config.stop.loss = 1e-3;
            const EngineOptions options{.device = "cpu", .engine = engine};
            Training plain(config, options), other(config, options);
            other.set_measures({.stability = true});
            run(plain, 60);
            run(other, 30);
            other.set_stability(
                {.stability = {.vectors = 3, .window = 5, .covariant = 20, .twin = 1e-7}});
            run(other, 20);
            other.set_stability({});
            other.set_measures({});
            run(other, 10);
            const Snapshot a = plain.snapshot(), b = other.snapshot();
            EXPECT_EQ(b.stability_rows, nullptr);
            EXPECT_EQ(b.members[0].stability, nullptr);
            ASSERT_EQ(a.rows->size(), b.rows->size());
            for (std::size_t m = 0; m < 2; ++m) {
                EXPECT_EQ(a.members[m].weights->values, b.members[m].weights->values);
                EXPECT_EQ(a.members[m].nu, b.members[m].nu);
                for (std::size_t i = 0; i < a.rows->size(); ++i) {
                    EXPECT_EQ((*a.rows)[i].members[m].loss, (*b.rows)[i].members[m].loss);
                }
            }
        }
    }
}

// The tangents are those of the steps that the run takes: on its batches, with its moments and
// lambda, in either precision.
TEST(StabilityLog, FollowsTheStepsOfTheRun) {
    for (const OptimizerKind kind :
         {OptimizerKind::Sgd, OptimizerKind::Momentum, OptimizerKind::Adam}) {
        Config config = measured(lively(kind), 4);
        config.stability.window = 10;
        Training training(config, {.device = "cpu", .engine = EngineKind::Double});
        for (const std::size_t m : {0, 1}) {
            Config own = config;
            own.optimizer = members_of(config)[m].optimizer;
            Orbit orbit(own, 4);
            Training alone(config, {.device = "cpu", .engine = EngineKind::Double});
            Batches batches(orbit.data.train, config.optimizer);
            std::vector<double> sum(4);
            for (int t = 0; t < 40; ++t) {
                const auto batch = batches.next();
                orbit.batch.assign(batch.begin(), batch.end());
                orbit.lambda = alone.snapshot().members[m].lambda;
                if (t == 0) {  // the units are of the first batch
                    orbit.objective.evaluate(orbit.now.weights, orbit.lambda, batch, {},
                                             orbit.found);
                    orbit.units = tangent_units(kind, orbit.rates, orbit.found.gradient);
                }
                orbit.step();
                alone.step();
                for (int i = 0; i < 4; ++i) {
                    sum[i] += std::log(orbit.r[i * 5]) / 40;
                }
            }
            for (int i = 0; i < 4; ++i) {
                EXPECT_NEAR(last(alone, m).mean[i], sum[i], 1e-12) << m << ' ' << i;
            }
        }
    }
}

TEST(StabilityLog, HasARowForEveryRowOfTheMetrics) {
    Config config = measured(moons(2.2, 1), 3);
    config.stability.window = 7;
    Training training(config, {.device = "cpu"});
    run(training, 50);
    const Snapshot now = training.snapshot();
    ASSERT_EQ(now.stability_rows->size(), now.rows->size());
    std::vector<double> sums(3);
    for (std::size_t i = 0; i < now.rows->size(); ++i) {
        const StabilityRow& row = (*now.stability_rows)[i];
        EXPECT_EQ(row.step, (*now.rows)[i].step);
        EXPECT_NEAR(row.members[0].loss, (*now.rows)[i].members[0].loss, 1e-6);
        EXPECT_GT(row.members[0].edge, row.members[0].smallest);
        EXPECT_EQ(row.members[0].edge_limit, 2);
        EXPECT_TRUE(std::isnan(row.members[0].twin));
        if (i == 0) {
            EXPECT_TRUE(std::isnan(row.members[0].ftle[0]));
            continue;
        }
        // n mean_n - (n - 7) mean_(n-7) is 7 times the exponent of the window.
        const double n = static_cast<double>(i);
        const std::size_t from = i >= 7 ? i - 7 : 0;
        const double before =
            from == 0 ? 0.0
                      : static_cast<double>(from) * (*now.stability_rows)[from].members[0].mean[2];
        EXPECT_NEAR(row.members[0].ftle[2] * static_cast<double>(i - from),
                    n * row.members[0].mean[2] - before, 1e-9);
        int positive = 0;
        for (const double exponent : row.members[0].ftle) {
            positive += exponent > StabilityMeasures::kPositive;
        }
        EXPECT_EQ(row.members[0].positive, positive);
    }
    EXPECT_EQ(now.stability_rows->back().members[0].mean.size(), 3u);
}

TEST(StabilityLog, GivesTheSameSpectrumOnEveryInstructionSet) {
    std::vector<StabilityMeasures> all;
    for (const char* isa : instruction_sets()) {
        setenv("LEASTACTION_ISA", isa, 1);
        Training training(measured(moons(2.2, 1), 8),
                          {.device = "cpu", .engine = EngineKind::Double});
        run(training, 60);
        all.push_back(last(training));
        unsetenv("LEASTACTION_ISA");
        EXPECT_EQ(all.back().ftle, all.front().ftle) << isa;
        EXPECT_EQ(all.back().mean, all.front().mean) << isa;
        EXPECT_EQ(all.back().edge, all.front().edge) << isa;
    }
}

TEST(StabilityLog, OneVectorAtLeastWhereALaboratoryAsks) {
    Training training(moons(0.1, 1), {.device = "cpu"});
    run(training, 5);
    EXPECT_EQ(training.snapshot().stability_rows, nullptr);
    training.set_measures({.stability = true});
    EXPECT_EQ(training.snapshot().stability_rows->back().step, 5);
    run(training, 5);
    EXPECT_EQ(last(training).mean.size(), 1u);
    EXPECT_EQ(training.snapshot().members[0].stability->since, 5);
    training.set_measures({});
    EXPECT_EQ(training.snapshot().stability_rows, nullptr);
}

// Another kind of optimiser has another state to be tangent to; another rate has not.
TEST(StabilityLog, VectorsBeginAnewWhereTheyMeanSomethingElse) {
    const Config config = measured(moons(0.1, 1), 2);
    Training training(config, {.device = "cpu", .engine = EngineKind::Double});
    const auto since = [&] {
        run(training, 3);
        return training.snapshot().members[0].stability->since;
    };
    EXPECT_EQ(since(), 0);
    OptimizerConfig other = config.optimizer;
    other.learning_rate = 0.2;
    training.apply(SetOptimizer{other});
    EXPECT_EQ(since(), 0);
    other.kind = OptimizerKind::Momentum;
    training.apply(SetOptimizer{other});
    EXPECT_EQ(since(), 6);
    other.batch = 20;
    training.apply(SetOptimizer{other});
    EXPECT_EQ(since(), 9);
    training.set_stability({.stability = {.vectors = 3}});
    EXPECT_EQ(since(), 12);
    EXPECT_EQ(last(training).mean.size(), 3u);
    training.apply(Reset{});
    EXPECT_EQ(training.snapshot().stability_rows->size(), 1u);
    EXPECT_EQ(since(), 0);
    training.apply(NewSeed{});
    EXPECT_EQ(training.snapshot().stability_rows->size(), 1u);
}

TEST(StabilityLog, ARewindCutsTheRows) {
    Config config = measured(moons(0.1, 1), 2);
    Training training(config, {.device = "cpu", .engine = EngineKind::Double});
    run(training, 200);
    OptimizerConfig wild = config.optimizer;
    wild.learning_rate = 1000;
    training.apply(SetOptimizer{wild});
    for (int t = 0; t < 400 && !training.diverged(); ++t) {
        training.step();
    }
    ASSERT_TRUE(training.diverged());
    training.apply(Rewind{});
    const std::int64_t back = training.steps();
    EXPECT_LE(training.snapshot().stability_rows->back().step, back);
    OptimizerConfig tame = config.optimizer;
    training.apply(SetOptimizer{tame});
    run(training, 5);
    EXPECT_EQ(training.snapshot().members[0].stability->since, back);
    EXPECT_TRUE(std::isfinite(last(training).ftle[0]));
}

TEST(StabilityLog, ATwinIsOfTheEngineInDoublePrecision) {
    Config config = measured(moons(0.1, 1), 1);
    config.stability.twin = 1e-7;
    config.stability.window = 1000;
    Training fused(config, {.device = "cpu", .engine = EngineKind::Fused});
    run(fused, 20);
    EXPECT_TRUE(std::isnan(last(fused).twin));
    EXPECT_EQ(fused.snapshot().members[0].stability->twin, nullptr);
    Training training(config, {.device = "cpu"});
    run(training, 100);
    EXPECT_EQ(training.snapshot().engine, "double");
    const StabilityMeasures now = last(training);
    EXPECT_NEAR(std::log(now.twin / 1e-7), 100 * now.mean[0], 1e-5);
    EXPECT_EQ(training.snapshot().members[0].stability->twin_since, 0);
    ASSERT_TRUE(training.snapshot().members[0].stability->twin);
    training.set_stability({.stability = config.stability, .twin_now = true});
    run(training, 1);
    EXPECT_EQ(training.snapshot().members[0].stability->twin_since, 100);
    EXPECT_EQ(training.snapshot().members[0].stability->since, 0);  // the vectors go on
    EXPECT_NEAR(last(training).twin, 1e-7, 1e-8);
}

// The engine of auto is the same one whenever it is made again.
TEST(StabilityLog, ATwinStaysWhereAnEngineIsMadeAnew) {
    Config config = measured(moons(0.1, 1), 1);
    config.stability.twin = 1e-7;
    const EngineOptions options{.device = "cpu"};
    Training training(config, options);
    run(training, 20);
    const auto twin_since = [](Training& of) {
        run(of, 3);
        EXPECT_EQ(of.snapshot().engine, "double");
        return of.snapshot().members[0].stability->twin_since;
    };
    training.apply(EditPoints{{{PointEdit::Kind::Add, 0, {0.5f, 0.5f}, 0, false}}, 1, 2});
    EXPECT_GE(twin_since(training), 0);
    training.apply(SetEngine{EngineKind::Auto, "cpu"});
    EXPECT_GE(twin_since(training), 0);
    const TrainingState kept = training.state();
    Training other(config, options);
    run(other, 1);
    other.restore(kept);
    EXPECT_GE(twin_since(other), 0);
    run(training, 3);
    EXPECT_EQ(other.snapshot().members[0].weights->values,
              training.snapshot().members[0].weights->values);
}

TEST(StabilityLog, KeepsTheStepsOfCovariantVectors) {
    Config config = measured(moons(2.2, 1), 4);
    config.stability.covariant = 60;
    Training training(config, {.device = "cpu"});
    run(training, 95);
    const Snapshot now = training.snapshot();
    const TangentPieces& pieces = now.members[0].stability->pieces;
    ASSERT_EQ(pieces.size(), 6u);
    EXPECT_EQ(pieces.front()->step, 30);
    const auto ends = group_ends(*now.members[0].weights);
    ASSERT_EQ(ends.size(), 5u);
    for (const CovariantRow& row : covariant_rows(pieces, ends)) {
        EXPECT_EQ(row.angles.size(), 6u);
        EXPECT_NEAR(row.shares[0] + row.shares[1] + row.shares[2] + row.shares[3] + row.shares[4],
                    1, 1e-12);
    }
}

TEST(StabilityPlan, SaysWhatIsMeasuredLess) {
    const auto plan = [](StabilityConfig stability, std::size_t parameters,
                         OptimizerKind kind = OptimizerKind::Sgd) {
        return plan_for(stability, kind, parameters);
    };
    EXPECT_FALSE(wants_stability({}));
    EXPECT_TRUE(wants_stability({.twin = 1e-7}));
    EXPECT_EQ(plan({.vectors = 16}, 174).vectors, 16);
    EXPECT_EQ(plan({.vectors = 16}, 174).notice, "");
    EXPECT_EQ(plan({.twin = 1e-7}, 174).vectors, 1);
    EXPECT_EQ(plan({.vectors = 200}, 174).vectors, 0);
    EXPECT_EQ(plan({.vectors = 200}, 174).notice, "174 parameters have no 200 directions");
    EXPECT_EQ(plan({.vectors = 8}, 8000).vectors, 8);
    EXPECT_EQ(plan({.vectors = 8}, 8001).vectors, 2);
    EXPECT_EQ(plan({.vectors = 8}, 8001).notice, "8001 parameters: 2 vectors instead of 8");
    EXPECT_EQ(plan({.vectors = 1}, 200001).vectors, 0);
    const StabilityPlan kept = plan({.vectors = 2, .covariant = 20000}, 8000, OptimizerKind::Adam);
    EXPECT_LT(kept.covariant, 20000);
    EXPECT_NE(kept.notice.find("covariant vectors of the last"), std::string::npos);
}

// The spectrum ends, is marked, and harms nothing.
TEST(StabilityProbe, EndsWhereItIsNotFinite) {
    Config config = moons(0.1, 1);
    config.stability = {.vectors = 2, .window = 3, .twin = 1e-7};
    const auto data = std::make_shared<const Dataset>(make_dataset(config.dataset));
    const MemberConfig member = members_of(config).front();
    StabilityProbe probe(member, data, config.stability);
    Orbit orbit(config, 1);
    for (int t = 0; t < 4; ++t) {
        if (t == 2) {
            orbit.now.weights[3] = std::numeric_limits<double>::quiet_NaN();
        }
        probe.step({t, member.optimizer, 0, orbit.now, orbit.batch, true});
        const StabilityMeasures now = probe.measure(member.optimizer, 0, orbit.now);
        EXPECT_EQ(std::isfinite(now.ftle[0]), t < 2) << t;
        EXPECT_EQ(std::isfinite(now.twin), t < 2) << t;
        EXPECT_EQ(probe.snapshot()->ended, t < 2 ? -1 : 2) << t;
    }
}

// A network too small for its vectors trains on, unmeasured.
TEST(StabilityProbe, MeasuresNothingWhereThereAreFewerParametersThanVectors) {
    Config config = measured(moons(0.1, 1), 8);
    config.network.layers = 1;
    config.network.hidden = 1;
    config.network.head.kind = HeadKind::Far;
    config.stability.twin = 1e-7;
    Training training(config, {.device = "cpu"});
    run(training, 3);
    const Snapshot now = training.snapshot();
    EXPECT_EQ(now.members[0].stability->notice, "7 parameters have no 8 directions");
    EXPECT_TRUE(now.stability_rows->back().members[0].ftle.empty());
}

}  // namespace
}  // namespace la
