// A and B in lock-step: one stream of batches whatever differs, the same first weights, and equal
// weights at every step if nothing differs.

#include <map>

#include <gtest/gtest.h>

#include "core/config/config_json.h"
#include "core/io/presets.h"
#include "core/train/batches.h"
#include "core/train/training.h"

namespace la {
namespace {

using Batch = std::vector<std::int32_t>;

// The batches given to the engines of a run, in the order in which these were made.
using Record = std::vector<std::vector<Batch>>;

// A real engine that records its batches.
class RecordingEngine : public Engine {
  public:
    RecordingEngine(const EngineSetup& setup, std::shared_ptr<Record> record)
        : engine_(make_engine(setup).engine), record_(std::move(record)), index_(record_->size()) {
        record_->emplace_back();
    }
    std::string name() const override { return engine_->name(); }
    std::string device() const override { return engine_->device(); }
    void set_state(const EngineState& state) override { engine_->set_state(state); }
    EngineState state() const override { return engine_->state(); }
    void weights(std::span<float> out) const override { engine_->weights(out); }
    void set_lambda(std::span<const double> lambda) override { engine_->set_lambda(lambda); }
    void set_optimizer(const OptimizerConfig& optimizer) override {
        engine_->set_optimizer(optimizer);
    }
    void step(std::span<const std::int32_t> batch) override {
        (*record_)[index_].emplace_back(batch.begin(), batch.end());
        engine_->step(batch);
    }
    std::vector<double> loss(std::span<const std::int32_t> batch) override {
        return engine_->loss(batch);
    }

  private:
    std::unique_ptr<Engine> engine_;
    std::shared_ptr<Record> record_;
    std::size_t index_;
};

EngineFactory recording(const std::shared_ptr<Record>& record) {
    return [record](const EngineSetup& setup) {
        return std::make_unique<RecordingEngine>(setup, record);
    };
}

Config circles(const std::map<std::string, std::string>& compare) {
    Config config = find_preset("circles").config;
    config.network.layers = 4;
    config.dataset.points = 150;  // 120 to train: batches of 32 leave a smaller one at the end
    config.optimizer.batch = 32;
    config.compare = compare;
    return config;
}

// Everything that can happen to a run.
OptimizerConfig other_optimizer(OptimizerConfig optimizer) {
    optimizer.learning_rate = 0.003;
    optimizer.batch = 24;
    return optimizer;
}

std::vector<Change> events(const Config& config) {
    return {SetLambda{1, 0.2},
            NewSeed{},
            SetLambda{1, 0.0},
            SetOptimizer{other_optimizer(config.optimizer)},
            SetLambda{1, 0.05},
            Reset{},
            SetEngine{EngineKind::Fused, "cpu"}};
}

constexpr int kSteps = 11;  // between events: not a whole epoch

void run(Training& training, int steps = kSteps) {
    for (int i = 0; i < steps; ++i) {
        training.step();
    }
}

// What differs in A, alone and together.
const std::vector<std::map<std::string, std::string>>& differing() {
    static const std::vector<std::map<std::string, std::string>> kCases{
        {{"network.activation", "\"tanh\""}},
        {{"network.layers", "6"}},
        {{"network.hidden", "5"}},
        {{"network.init.kind", "\"normal\""}},
        {{"network.seed", "77"}},
        {{"network.head.kind", "\"learned\""}},
        {{"objective.cost", "\"norm\""}},
        {{"objective.loss", "\"hinge\""}},
        {{"objective.mode", "\"uzawa\""}},
        {{"objective.lambda", "0"}},
        {{"optimizer.kind", "\"sgd\""}},
        {{"optimizer.learning_rate", "0.02"}},
        {{"network.activation", "\"gelu\""},
         {"network.layers", "7"},
         {"objective.cost", "\"norm\""},
         {"objective.lambda", "0.5"},
         {"optimizer.kind", "\"momentum\""}}};
    return kCases;
}

std::string name_of(const std::map<std::string, std::string>& compare) {
    return compare.begin()->first + (compare.size() > 1 ? " and others" : "");
}

// One ensemble or two: both get the batches of the configuration's stream, through all events.
TEST(LockStep, AllFollowOneStreamOfBatches) {
    for (const auto& compare : differing()) {
        const Config config = circles(compare);
        const auto record = std::make_shared<Record>();
        Training training(config, {"cpu"}, recording(record));
        std::vector<Batch> expected;
        Batches stream(120, config.optimizer);
        const auto take = [&] {
            for (int i = 0; i < kSteps; ++i) {
                const auto next = stream.next();
                expected.emplace_back(next.begin(), next.end());
            }
            run(training);
        };
        take();
        for (const Change& change : events(config)) {
            training.apply(change);
            const bool anew = std::holds_alternative<Reset>(change) ||
                              std::holds_alternative<NewSeed>(change) ||
                              std::holds_alternative<SetOptimizer>(change);
            if (anew) {
                stream = Batches(120, training.config().optimizer);
            }
            take();
        }
        // NewSeed and SetEngine make new engines, which go on where the old ones were.
        ASSERT_EQ(record->size() % 3, 0u) << name_of(compare);
        const std::size_t ensembles = record->size() / 3;
        EXPECT_LE(ensembles, 2u);
        for (std::size_t e = 0; e < ensembles; ++e) {
            std::vector<Batch> seen;
            for (std::size_t i = e; i < record->size(); i += ensembles) {
                seen.insert(seen.end(), (*record)[i].begin(), (*record)[i].end());
            }
            EXPECT_EQ(seen, expected) << name_of(compare) << ", ensemble " << e;
        }
    }
}

// If A needs its own engine, A and B are bit for bit the networks that each is alone.
TEST(LockStep, InTwoEnsemblesEachIsAsItIsAlone) {
    for (const auto& compare : differing()) {
        const Config config = circles(compare);
        const auto record = std::make_shared<Record>();
        Training pair(config, {"cpu"}, recording(record));
        run(pair);
        if (record->size() < 2) {
            continue;  // one ensemble: see Training.AMemberDoesNotDependOnItsCompany
        }
        const std::vector<MemberConfig> members = members_of(config);
        for (std::size_t m = 0; m < 2; ++m) {
            Config own = config;
            own.compare.clear();
            own.network = members[m].network;
            own.objective = members[m].objective;
            own.optimizer = members[m].optimizer;
            Training alone(own, {"cpu"});
            run(alone);
            EXPECT_EQ(pair.snapshot().members[m].weights->values,
                      alone.snapshot().members[0].weights->values)
                << (m == 0 ? "A, " : "B, ") << name_of(compare);
        }
    }
}

TEST(LockStep, TheFirstWeightsAreTheSameWhereTheyCanBe) {
    for (const auto& compare : differing()) {
        Training training(circles(compare), {"cpu"});
        for (int round = 0; round < 2; ++round) {
            const Snapshot s = training.snapshot();
            const auto& a = s.members[0].weights->values;
            const auto& b = s.members[1].weights->values;
            const std::string path = compare.begin()->first;
            const bool others = path == "network.seed" || path == "network.init.kind";
            if (a.size() == b.size()) {
                EXPECT_EQ(a == b, !others) << name_of(compare);
            } else if (s.members[0].config.network.hidden == s.members[1].config.network.hidden) {
                // Networks of different depth or head: compare the layers that both have.
                const std::size_t common = WeightLayout(s.members[1].config.network, 2).w(4);
                EXPECT_TRUE(std::equal(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(common),
                                       b.begin()))
                    << name_of(compare);
            }
            training.apply(NewSeed{});
        }
    }
}

// If A is given the same values as B, whether they share an engine or not.
TEST(LockStep, EqualSettingsMeanEqualWeightsAtEveryStep) {
    const std::map<std::string, std::string> equal[] = {
        {{"objective.lambda", "0.03"}},
        {{"network.activation", "\"relu\""}},
        {{"network.layers", "4"}, {"objective.cost", "\"energy\""}},
        {{"optimizer.learning_rate", "0.005"}, {"optimizer.kind", "\"adam\""}}};
    for (const auto& compare : equal) {
        Config config = circles(compare);
        Training training(config, {"cpu"});
        const auto both = [&](int steps) {
            for (int i = 0; i <= steps; ++i) {
                const Snapshot s = training.snapshot();
                ASSERT_EQ(s.members[0].weights->values, s.members[1].weights->values)
                    << name_of(compare) << " at step " << s.step;
                training.step();
            }
        };
        both(20);
        const bool own_lambda = compare.contains("objective.lambda");
        for (const Change& change :
             {Change{SetLambda{1, 0.2}}, Change{NewSeed{}}, Change{SetLambda{1, 0.0}},
              Change{SetLambda{1, 0.01}}, Change{Reset{}},
              Change{SetEngine{EngineKind::Fused, "cpu"}}}) {
            training.apply(change);
            if (const auto* lambda = std::get_if<SetLambda>(&change); lambda && own_lambda) {
                training.apply(SetLambda{0, lambda->lambda});
            }
            both(kSteps);
        }
    }
}

// Uzawa finds a weight for each; equal settings give equal weights.
TEST(LockStep, EqualSettingsOfUzawaMeanEqualMultipliers) {
    Config config = find_preset("far-circles-uzawa").config;
    config.compare = {{"network.activation", "\"relu\""}};
    Training training(config, {"cpu"});
    run(training, 60);
    training.apply(SetLambda{1, 0.5});
    run(training, 60);
    const Snapshot s = training.snapshot();
    EXPECT_EQ(s.members[0].weights->values, s.members[1].weights->values);
    EXPECT_EQ(s.members[0].nu, s.members[1].nu);
    EXPECT_NE(s.members[0].nu, 2);
}

std::pair<double, double> lambdas(Training& training) {
    const Snapshot s = training.snapshot();
    return {s.members[0].lambda, s.members[1].lambda};
}

using Pair = std::pair<double, double>;

// Lambda is common unless `compare` says otherwise, now and after a reset.
TEST(LambdaOfA, FollowsBsWhereItIsNotItsOwn) {
    Training training(circles({{"network.activation", "\"tanh\""}}), {"cpu"});
    training.apply(SetLambda{1, 0.5});
    EXPECT_EQ(lambdas(training), Pair(0.5, 0.5));
    training.apply(SetLambda{1, 0.0});
    EXPECT_EQ(lambdas(training), Pair(0, 0));
    training.apply(SetLambda{1, 0.25});
    for (const Change& change :
         {Change{Reset{}}, Change{NewSeed{}}, Change{Load{training.config()}}}) {
        training.apply(change);
        EXPECT_EQ(lambdas(training), Pair(0.25, 0.25));
    }
    training.apply(SetLambda{0, 0.75});  // from now on A has its own
    training.apply(SetLambda{1, 0.125});
    EXPECT_EQ(lambdas(training), Pair(0.75, 0.125));
    training.apply(Load{training.config()});
    EXPECT_EQ(lambdas(training), Pair(0.75, 0.125));
}

TEST(LambdaOfA, IsKeptInUzawasModeToo) {
    Config config = circles({{"objective.mode", "\"uzawa\""}});
    Training training(config, {"cpu"});
    training.apply(SetLambda{1, 0.5});
    EXPECT_EQ(lambdas(training), Pair(1 / 0.1, 0.5)) << "A's multiplier is its own";
    training.apply(SetLambda{0, 0.25});
    EXPECT_EQ(lambdas(training), Pair(0.25, 0.5));
    training.apply(Load{training.config()});
    EXPECT_EQ(lambdas(training), Pair(0.25, 0.5));
    EXPECT_EQ(training.snapshot().members[0].config.objective.mode, Mode::Uzawa);
    training.apply(SetLambda{0, 0.0});
    training.apply(Load{training.config()});
    EXPECT_EQ(lambdas(training), Pair(0, 0.5));
    EXPECT_EQ(training.snapshot().members[0].config.objective.mode, Mode::None);
}

// A's own learning rate stays, even if it equalled B's when the run began.
TEST(OptimiserOfA, StaysItsOwn) {
    const Config config = circles({{"optimizer.learning_rate", "0.005"}});
    ASSERT_EQ(config.optimizer.learning_rate, 0.005);
    Training training(config, {"cpu"});
    Config alone_config = config;
    alone_config.compare.clear();
    Training alone(alone_config, {"cpu"});
    run(training);
    OptimizerConfig faster = config.optimizer;
    faster.learning_rate = 0.05;
    training.apply(SetOptimizer{faster});
    run(training);
    run(alone, 2 * kSteps);
    const Snapshot s = training.snapshot();
    EXPECT_EQ(s.members[0].weights->values, alone.snapshot().members[0].weights->values);
    EXPECT_NE(s.members[1].weights->values, s.members[0].weights->values);
}

}  // namespace
}  // namespace la
