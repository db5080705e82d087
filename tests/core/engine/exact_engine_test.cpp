// The engine in double precision: its state goes out and in with the same bytes, also by way of a
// session, on every instruction set; other engines go on from it, and it from theirs. That it
// trains as PyTorch does is seen by tests/witness/training_witness.py.

#include "core/engine/exact/exact_engine.h"

#include <cmath>
#include <cstdlib>
#include <limits>

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/data/dataset.h"
#include "core/io/presets.h"
#include "core/io/session_file.h"
#include "core/model/weights.h"
#include "core/train/batches.h"
#include "core/train/training.h"
#include "tests/support/fused_cases.h"
#include "tests/support/session_cases.h"

namespace la {
namespace {

const EngineOptions kDouble{.device = "cpu", .engine = EngineKind::Double};

EngineSetup circles(OptimizerKind optimizer = OptimizerKind::Adam) {
    Config config = find_preset("circles").config;
    config.optimizer.kind = optimizer;
    return {.network = config.network,
            .objective = config.objective,
            .optimizer = config.optimizer,
            .members = 2,
            .data = std::make_shared<Dataset>(make_dataset(config.dataset)),
            .engine = EngineKind::Double};
}

// Two networks from different weights, each with its own lambda.
std::unique_ptr<Engine> start(EngineSetup setup) {
    auto out = make_engine(setup).engine;
    EngineState state;
    for (int m = 0; m < setup.members; ++m) {
        setup.network.seed = 1 + m;
        const Weights member = initial_weights(setup.network, setup.data->classes);
        state.weights.insert(state.weights.end(), member.values.begin(), member.values.end());
    }
    out->set_state(state);
    out->set_lambda(std::vector<double>{0.0, 0.03});
    return out;
}

void expect_same(const EngineState& a, const EngineState& b) {
    EXPECT_EQ(a.weights, b.weights);
    EXPECT_EQ(a.weights64, b.weights64);
    EXPECT_EQ(a.moment1_64, b.moment1_64);
    EXPECT_EQ(a.moment2_64, b.moment2_64);
    EXPECT_EQ(a.updates, b.updates);
}

TEST(ExactEngine, StateGoesOutAndInBitForBit) {
    for (const OptimizerKind kind :
         {OptimizerKind::Adam, OptimizerKind::Sgd, OptimizerKind::Momentum}) {
        const EngineSetup setup = circles(kind);
        const auto straight = start(setup), resumed = start(setup);
        Batches batches(setup.data->train, setup.optimizer);
        for (int n = 0; n < 40; ++n) {
            if (n == 20) {
                resumed->set_state(straight->state());
            }
            const auto batch = batches.next();
            straight->step(batch);
            if (n >= 20) {
                resumed->step(batch);
            }
        }
        expect_same(straight->state(), resumed->state());
    }
}

TEST(ExactEngine, GivesTheSameBytesOnEveryInstructionSet) {
    std::vector<EngineState> ends;
    for (const char* isa : instruction_sets()) {
        setenv("LEASTACTION_ISA", isa, 1);
        const EngineSetup setup = circles();
        const auto engine = start(setup);
        EXPECT_EQ(engine->device(), std::string("cpu ") + isa);
        Batches batches(setup.data->train, setup.optimizer);
        for (int n = 0; n < 60; ++n) {
            engine->step(batches.next());
        }
        ends.push_back(engine->state());
        expect_same(ends.back(), ends.front());
    }
    unsetenv("LEASTACTION_ISA");
}

// The single-precision copy is what other engines go on from, and what this one goes on from
// where it gets no other.
TEST(ExactEngine, HandsItsStateToOtherEnginesAndTakesTheirs) {
    EngineSetup setup = circles();
    const auto exact = start(setup);
    setup.engine = EngineKind::Fused;
    const auto fused = start(setup);
    Batches batches(setup.data->train, setup.optimizer);
    for (int n = 0; n < 20; ++n) {
        exact->step(batches.next());
    }
    fused->set_state(exact->state());
    const auto batch = batches.next();
    exact->step(batch);
    fused->step(batch);
    const EngineState a = exact->state(), b = fused->state();
    EXPECT_EQ(a.updates, b.updates);
    EXPECT_TRUE(b.weights64.empty());
    for (std::size_t i = 0; i < a.weights.size(); ++i) {
        EXPECT_NEAR(a.weights[i], b.weights[i], 1e-5);
        EXPECT_NEAR(a.moment1[i], b.moment1[i], 1e-5);
    }
    exact->set_state(b);
    EXPECT_EQ(exact->state().weights, b.weights);
    EXPECT_EQ(exact->state().moment2, b.moment2);
}

TEST(ExactEngine, AnotherOptimiserStartsWithoutMoments) {
    EngineSetup setup = circles();
    const auto engine = start(setup);
    const std::vector<std::int32_t> batch{0, 1, 2};
    engine->step(batch);
    setup.optimizer.kind = OptimizerKind::Momentum;
    engine->set_optimizer(setup.optimizer);
    EXPECT_EQ(engine->state().updates, 0);
    EXPECT_EQ(engine->state().moment1, std::vector<float>(engine->state().weights.size()));
}

// For Uzawa: the loss has more digits than a single-precision engine could give.
TEST(ExactEngine, HasTheLossInDoublePrecision) {
    const EngineSetup setup = circles();
    const auto engine = start(setup);
    const std::vector<std::int32_t> batch{3, 1, 4, 1, 5, 9, 2, 6};
    const std::vector<double> loss = engine->loss(batch);
    const EngineState state = engine->state();
    ExactObjective objective(setup.network, setup.objective, *setup.data);
    for (int m = 0; m < 2; ++m) {
        const auto own = std::span(state.weights64).subspan(m * objective.size(), objective.size());
        EXPECT_EQ(loss[m], objective.evaluate(own, 0, batch).loss);
        EXPECT_NE(loss[m], static_cast<float>(loss[m]));
    }
}

TEST(ExactEngine, NonFiniteWeightsAreSeen) {
    for (const float poison :
         {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
        for (int activation = 0; activation < 5; ++activation) {
            EngineSetup setup = circles();
            setup.network.activation = static_cast<Activation>(activation);
            const auto engine = start(setup);
            EngineState state = engine->state();
            state.weights64.clear();
            state.weights[WeightLayout(setup.network, 2).b(4) + 3] = poison;
            engine->set_state(state);
            engine->step(std::vector<std::int32_t>{0, 1, 2, 3, 4});
            int bad = 0;
            for (const float w : engine->state().weights) {
                bad += !std::isfinite(w);
            }
            // It spreads, but for tanh(inf) = 1.
            const bool clipped = std::isinf(poison) && activation == 1;
            EXPECT_GT(bad, clipped ? 0 : 1) << poison << " activation " << activation;
        }
    }
}

TEST(ExactEngine, RunsOnTheCpuOnly) {
    EngineSetup setup = circles();
    for (const Device device : {Device("auto"), Device("cpu")}) {
        setup.device = device;
        EXPECT_EQ(make_engine(setup).engine->name(), "double");
    }
    setup.device = "cuda";
    try {
        make_engine(setup);
        FAIL();
    } catch (const Error& error) {
        EXPECT_STREQ(error.what(),
                     "the double engine runs on the CPU, not on cuda; try --engine torch or "
                     "--device cpu");
    }
}

class ReopenedInDouble : public ::testing::TestWithParam<SessionCase> {};

// Weights in double precision are kept, those of checkpoints, too.
TEST_P(ReopenedInDouble, GoesOnAsIfItHadNeverBeenClosed) {
    const SessionCase& what = GetParam();
    constexpr int kSteps = 37;
    Training unbroken(what.config(), kDouble);
    train(unbroken, kSteps, what);
    const std::string kept = session_bytes({unbroken.state(), ""});
    train(unbroken, 2 * kSteps, what);

    Training again(parse_session(kept).training, kDouble);
    train(again, 2 * kSteps, what);
    EXPECT_EQ(again.snapshot().engine, "double");
    const TrainingState a = unbroken.state(), b = again.state();
    ASSERT_EQ(a.engines.size(), b.engines.size());
    for (std::size_t i = 0; i < a.engines.size(); ++i) {
        expect_same(a.engines[i], b.engines[i]);
        EXPECT_FALSE(a.engines[i].weights64.empty());
    }
    EXPECT_TRUE(session_bytes({a, ""}) == session_bytes({b, ""}));
}

INSTANTIATE_TEST_SUITE_P(Session, ReopenedInDouble, ::testing::ValuesIn(session_cases()),
                         [](const auto& what) { return what.param.name; });

TEST(ReopenedInDouble, ChecksWhatItReads) {
    Training training(find_preset("circles").config, kDouble);
    for (int n = 0; n < 5; ++n) {
        training.step();
    }
    const auto refused = [](const TrainingState& state) {
        EXPECT_THROW(parse_session(session_bytes({state, ""})), Error);
    };
    TrainingState state = training.state();
    state.engines[0].weights64.pop_back();
    refused(state);
    state = training.state();
    state.engines[0].weights64[3] += 1;
    refused(state);
    state = training.state();
    state.engines[0].moment2_64.clear();
    refused(state);
}

}  // namespace
}  // namespace la
