// The fused engine against LibTorch's, step by step; and its own promises: the same bytes on any
// number of threads, a state that can be saved and restored, divergence that is noticed.

#include "core/engine/fused/fused_engine.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <numeric>

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/data/dataset.h"
#include "core/engine/engine.h"
#include "core/io/presets.h"
#include "core/model/weights.h"
#include "core/train/batches.h"
#include "core/train/training.h"
#include "tests/support/fused_cases.h"

namespace la {
namespace {

EngineSetup circles(int members = 2) {
    const Config config = find_preset("circles").config;
    return {.network = config.network,
            .objective = config.objective,
            .optimizer = config.optimizer,
            .members = members,
            .data = std::make_shared<Dataset>(make_dataset(config.dataset))};
}

// Members start from different weights, each with its own lambda.
std::unique_ptr<Engine> start(EngineSetup setup, EngineKind engine) {
    setup.engine = engine;
    EngineState state;
    std::vector<double> lambda;
    for (int m = 0; m < setup.members; ++m) {
        setup.network.seed = 1 + m;
        const Weights member = initial_weights(setup.network, setup.data->classes);
        state.weights.insert(state.weights.end(), member.values.begin(), member.values.end());
        lambda.push_back(0.03 * m);
    }
    auto out = make_engine(setup).engine;
    out->set_state(state);
    out->set_lambda(lambda);
    return out;
}

// The norm of a - b, and of b.
std::pair<double, double> norms(const std::vector<float>& a, const std::vector<float>& b) {
    double difference = 0, norm = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        difference += (static_cast<double>(a[i]) - b[i]) * (static_cast<double>(a[i]) - b[i]);
        norm += static_cast<double>(b[i]) * b[i];
    }
    return {std::sqrt(difference), std::sqrt(norm)};
}

double relative(const std::vector<float>& a, const std::vector<float>& b) {
    const auto [difference, norm] = norms(a, b);
    return norm > 0 ? difference / norm : difference;
}

// The largest error over a run, relative to the largest norm so far: once the task is solved,
// gradients are nothing but rounding in either engine.
struct Worst {
    double error = 0, scale = 0;

    void compare(const std::vector<float>& a, const std::vector<float>& b) {
        const auto [difference, norm] = norms(a, b);
        scale = std::max(scale, norm);
        error = std::max(error, scale > 0 ? difference / scale : difference);
    }
};

struct Optimiser {
    const char* name;
    OptimizerConfig config;
    Activation activation = Activation::Relu;
    CostKind cost = CostKind::Energy;
};

const Optimiser kOptimisers[]{
    {"adam", {.learning_rate = 0.005, .batch = 64}},
    {"adam_decay_norm",
     {.learning_rate = 0.005, .beta2 = 0.999, .batch = 64, .weight_decay = 0.01},
     Activation::Gelu,
     CostKind::Norm},
    {"momentum",
     {.kind = OptimizerKind::Momentum, .learning_rate = 0.01, .batch = 64, .weight_decay = 0.001},
     Activation::Tanh},
    {"sgd",
     {.kind = OptimizerKind::Sgd, .learning_rate = 0.02, .batch = 64},
     Activation::Softplus}};

class FusedParity : public testing::TestWithParam<Optimiser> {
  protected:
    EngineSetup setup() const {
        EngineSetup out = circles();
        out.optimizer = GetParam().config;
        out.network.activation = GetParam().activation;
        out.objective.cost = GetParam().cost;
        return out;
    }
};

// Both take one step from the same state, 1,000 times.
TEST_P(FusedParity, EveryOneOfAThousandSteps) {
    const auto fused = start(setup(), EngineKind::Fused);
    const auto torch = start(setup(), EngineKind::Torch);
    Batches batches(setup().data->train, setup().optimizer);
    Worst weights, moment1, moment2;
    for (int n = 0; n < 1000; ++n) {
        const auto batch = batches.next();
        torch->set_state(fused->state());
        torch->step(batch);
        fused->step(batch);
        const EngineState a = fused->state(), b = torch->state();
        EXPECT_EQ(a.updates, b.updates);
        weights.compare(a.weights, b.weights);
        moment1.compare(a.moment1, b.moment1);
        moment2.compare(a.moment2, b.moment2);
    }
    EXPECT_LT(weights.error, 1e-5);
    EXPECT_LT(moment1.error, 1e-5);
    EXPECT_LT(moment2.error, 1e-5);
    RecordProperty("weights", std::to_string(weights.error * 1e9) + "e-9");
    RecordProperty("moment1", std::to_string(moment1.error * 1e9) + "e-9");
    RecordProperty("moment2", std::to_string(moment2.error * 1e9) + "e-9");
}

TEST_P(FusedParity, TwentyFiveFreeSteps) {
    const auto fused = start(setup(), EngineKind::Fused);
    const auto torch = start(setup(), EngineKind::Torch);
    Batches batches(setup().data->train, setup().optimizer);
    for (int n = 0; n < 25; ++n) {
        const auto batch = batches.next();
        fused->step(batch);
        torch->step(batch);
    }
    EXPECT_LT(relative(fused->state().weights, torch->state().weights), 1e-4);
    const auto batch = batches.next();
    const auto a = fused->loss(batch), b = torch->loss(batch);
    for (std::size_t m = 0; m < a.size(); ++m) {
        EXPECT_NEAR(a[m], b[m], 1e-4 * (1 + b[m]));
    }
}

INSTANTIATE_TEST_SUITE_P(Optimisers, FusedParity, testing::ValuesIn(kOptimisers),
                         [](const auto& tested) { return std::string(tested.param.name); });

// Free runs diverge from each other, being chaotic, but arrive at the same quality.
TEST(FusedRuns, ArriveWhereLibTorchArrives) {
    std::vector<double> cost[2], accuracy[2];
    for (int seed = 1; seed <= 10; ++seed) {
        for (const int e : {0, 1}) {
            Config config = find_preset("circles").config;
            config.compare.clear();
            config.network.seed = config.optimizer.seed = seed;
            Training training(
                config, {.device = "cpu", .engine = e == 0 ? EngineKind::Fused : EngineKind::Torch},
                make_engine, 1000);
            for (int n = 0; n < 1000; ++n) {
                training.step();
            }
            const Metrics end = training.snapshot().rows->back().members[0];
            cost[e].push_back(end.cost);
            accuracy[e].push_back(end.test_accuracy);
        }
    }
    const auto median = [](std::vector<double> v) {
        std::ranges::sort(v);
        return (v[4] + v[5]) / 2;
    };
    EXPECT_NEAR(median(cost[0]), median(cost[1]), 0.1 * median(cost[1]));
    EXPECT_NEAR(median(accuracy[0]), median(accuracy[1]), 0.01);
}

// A batch of 300 is more than an epoch, and several tiles at dimension 8.
TEST(FusedThreads, GiveTheSameBytes) {
    for (const int members : {1, 2, 7}) {
        for (const int batch : {1, 10, 64, 300, 100000}) {
            for (const CostKind cost : {CostKind::Energy, CostKind::Norm}) {
                EngineSetup setup = circles(members);
                setup.objective.cost = cost;
                setup.optimizer.batch = batch;
                setup.network.dimension = batch == 300 ? 8 : 2;
                setup.network.hidden = 33;
                DatasetConfig data;
                data.points = batch > 1000 ? 8000 : 500;
                setup.data = std::make_shared<Dataset>(make_dataset(data));
                std::vector<float> first;
                for (const int threads : {1, 2, 3, 5}) {
                    setup.threads = threads;
                    const auto engine = start(setup, EngineKind::Fused);
                    Batches batches(setup.data->train, setup.optimizer);
                    for (int n = 0; n < 12; ++n) {
                        engine->step(batches.next());
                    }
                    const std::vector<float> weights = engine->state().weights;
                    if (threads == 1) {
                        first = weights;
                    }
                    ASSERT_EQ(weights, first)
                        << members << " members, batch " << batch << ", " << threads << " threads";
                }
            }
        }
    }
}

TEST(FusedEngine, StateGoesOutAndInBitForBit) {
    for (const Optimiser& optimiser : kOptimisers) {
        EngineSetup setup = circles();
        setup.optimizer = optimiser.config;
        const auto straight = start(setup, EngineKind::Fused);
        Batches batches(setup.data->train, setup.optimizer);
        std::vector<std::vector<std::int32_t>> all;
        for (int n = 0; n < 40; ++n) {
            const auto batch = batches.next();
            all.emplace_back(batch.begin(), batch.end());
        }
        for (int n = 0; n < 20; ++n) {
            straight->step(all[n]);
        }
        const auto resumed = start(setup, EngineKind::Fused);
        resumed->set_state(straight->state());
        for (int n = 20; n < 40; ++n) {
            straight->step(all[n]);
            resumed->step(all[n]);
        }
        const EngineState a = straight->state(), b = resumed->state();
        EXPECT_EQ(a.weights, b.weights);
        EXPECT_EQ(a.moment1, b.moment1);
        EXPECT_EQ(a.moment2, b.moment2);
        EXPECT_EQ(a.updates, b.updates);
    }
}

TEST(FusedEngine, AMemberIsTheSameInAnyCompany) {
    const auto many = start(circles(5), EngineKind::Fused);
    const auto few = start(circles(2), EngineKind::Fused);
    Batches batches(circles().data->train, circles().optimizer);
    for (int n = 0; n < 30; ++n) {
        const auto batch = batches.next();
        many->step(batch);
        few->step(batch);
    }
    const auto a = many->state().weights, b = few->state().weights;
    EXPECT_TRUE(std::equal(b.begin(), b.end(), a.begin()));
}

TEST(FusedEngine, SaysHowMuchMemoryItLacks) {
    EngineSetup setup = circles(1000000);
    setup.network.layers = 256;
    setup.network.hidden = 512;
    try {
        make_engine(setup);
        ADD_FAILURE() << "8 TB are there";
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("1000000 networks of 655872 weights takes 787"),
                  std::string::npos)
            << error.what();
    }
}

// Weights that are not finite stay so in every activation and loss: no crash, no repaired number.
TEST(FusedEngine, NonFiniteWeightsAreSeen) {
    for (const float poison :
         {std::numeric_limits<float>::quiet_NaN(), -std::numeric_limits<float>::quiet_NaN(),
          std::numeric_limits<float>::infinity()}) {
        for (int activation = 0; activation < 5; ++activation) {
            for (int loss = 0; loss < 3; ++loss) {
                EngineSetup setup = circles(1);
                setup.network.activation = static_cast<Activation>(activation);
                setup.objective.loss = static_cast<LossKind>(loss);
                const auto engine = start(setup, EngineKind::Fused);
                EngineState state = engine->state();
                const WeightLayout layout(setup.network, 2);
                state.weights[layout.b(4) + 3] = poison;
                engine->set_state(state);
                const std::vector<std::int32_t> batch{0, 1, 2, 3, 4};
                const bool clipped = std::isinf(poison) && activation == 1;  // tanh(inf) = 1
                EXPECT_EQ(std::isfinite(engine->loss(batch)[0]), clipped)
                    << poison << " activation " << activation << " loss " << loss;
                engine->step(batch);
                int bad = 0;
                for (const float w : engine->state().weights) {
                    bad += !std::isfinite(w);
                }
                EXPECT_GT(bad, 0);
            }
        }
    }
}

TEST(MakeEngine, TakesTheEngineByNameAndDevice) {
    EngineSetup setup = circles(1);
    for (const Device device : {Device("auto"), Device("cpu")}) {
        setup.device = device;
        EXPECT_EQ(make_engine(setup).engine->name(), "fused");
    }
    EXPECT_EQ(make_engine(setup).engine->device().substr(0, 4), "cpu ");
    setup.engine = EngineKind::Torch;
    EXPECT_EQ(make_engine(setup).engine->name(), "torch");
    setup.engine = EngineKind::Fused;
    setup.device = "cuda";
    EXPECT_THROW(make_engine(setup), Error);
    setup = circles(1);
    setenv("LEASTACTION_ISA", "mmx", 1);
    EXPECT_THROW(make_engine(setup), Error);
    unsetenv("LEASTACTION_ISA");
}

}  // namespace
}  // namespace la
