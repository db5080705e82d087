// LibTorch's step from buffers, which a CUDA graph records, against the eager step: run again each
// time on the CPU, and captured and replayed, too, if there is CUDA. Nothing that changes during a
// run may be frozen into the graph.

#include <cmath>
#include <ostream>

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/data/dataset.h"
#include "core/engine/engine.h"
#include "core/io/presets.h"
#include "core/model/weights.h"
#include "core/train/batches.h"

namespace la {
namespace {

struct Case {
    const char* name;
    OptimizerConfig optimizer;
    Activation activation = Activation::Relu;
    CostKind cost = CostKind::Energy;
    LossKind loss = LossKind::CrossEntropy;
    HeadKind head = HeadKind::Far;
};

void PrintTo(const Case& tested, std::ostream* out) {
    *out << tested.name;
}

const Case kCases[]{
    {"adam", {.learning_rate = 0.005, .batch = 64}},
    {"adam_decay_norm",
     {.learning_rate = 0.005, .beta2 = 0.999, .batch = 50, .weight_decay = 0.01},
     Activation::Gelu,
     CostKind::Norm,
     LossKind::Mse,
     HeadKind::Learned},
    {"momentum",
     {.kind = OptimizerKind::Momentum, .learning_rate = 0.01, .batch = 100, .weight_decay = 0.001},
     Activation::Tanh,
     CostKind::Energy,
     LossKind::Hinge},
    {"sgd",
     {.kind = OptimizerKind::Sgd, .learning_rate = 0.02, .batch = 1000},
     Activation::Softplus}};

struct Variant {
    Device device;
    TorchStep step;
};

// Every variant of a step from buffers on this machine.
std::vector<Variant> variants() {
    std::vector<Variant> out{{"cpu", TorchStep::Buffered}};
    for (const Device& device : available_devices()) {
        if (device.kind == DeviceKind::Cuda) {
            out.push_back({device, TorchStep::Eager});
            out.push_back({device, TorchStep::Buffered});
            out.push_back({device, TorchStep::Captured});
        }
    }
    return out;
}

class BufferedStepTest : public testing::TestWithParam<Case> {
  protected:
    BufferedStepTest() {
        const Config config = find_preset("circles").config;
        setup_ = {.network = config.network,
                  .objective = config.objective,
                  .optimizer = GetParam().optimizer,
                  .members = 3,
                  .data = std::make_shared<Dataset>(make_dataset(config.dataset)),
                  .engine = EngineKind::Torch};
        setup_.network.activation = GetParam().activation;
        setup_.network.head.kind = GetParam().head;
        setup_.objective.cost = GetParam().cost;
        setup_.objective.loss = GetParam().loss;
    }

    std::unique_ptr<Engine> start(const Variant& variant) const {
        EngineSetup setup = setup_;
        setup.device = variant.device;
        setup.torch_step = variant.step;
        auto out = make_engine(setup).engine;
        EngineState state;
        for (int m = 0; m < setup.members; ++m) {
            setup.network.seed = 1 + m;
            const Weights member = initial_weights(setup.network, setup.data->classes);
            state.weights.insert(state.weights.end(), member.values.begin(), member.values.end());
        }
        out->set_state(state);
        out->set_lambda(std::vector<double>{0, 0.03, 0.3});
        return out;
    }

    static double relative(const std::vector<float>& a, const std::vector<float>& b) {
        double difference = 0, norm = 0;
        for (std::size_t i = 0; i < b.size(); ++i) {
            difference += (static_cast<double>(a[i]) - b[i]) * (static_cast<double>(a[i]) - b[i]);
            norm += static_cast<double>(b[i]) * b[i];
        }
        return norm > 0 ? std::sqrt(difference / norm) : std::sqrt(difference);
    }

    EngineSetup setup_;
};

// Over several epochs, so that the graph of the last, smaller batch is recorded and replayed.
TEST_P(BufferedStepTest, IsTheEagerStep) {
    for (const Variant& variant : variants()) {
        const auto eager = start({"cpu", TorchStep::Eager});
        const auto buffered = start(variant);
        Batches batches(setup_.data->train, setup_.optimizer);
        const int steps = static_cast<int>(6 * batches.per_epoch());
        for (int n = 0; n < steps; ++n) {
            buffered->set_state(eager->state());
            const auto batch = batches.next();
            eager->step(batch);
            buffered->step(batch);
            const EngineState a = buffered->state(), b = eager->state();
            ASSERT_EQ(a.updates, b.updates);
            ASSERT_LT(relative(a.weights, b.weights), 2e-6)
                << variant.device.text() << " step " << n;
            ASSERT_LT(relative(a.moment1, b.moment1), 1e-5)
                << variant.device.text() << " step " << n;
            ASSERT_LT(relative(a.moment2, b.moment2), 1e-5)
                << variant.device.text() << " step " << n;
        }
    }
}

// Everything that can change does so after the graphs are recorded: lambda, the optimiser's numbers
// and kind, the size of batches, the weights themselves.
TEST_P(BufferedStepTest, FollowsEveryChangeInMidRun) {
    for (const Variant& variant : variants()) {
        const auto eager = start({"cpu", TorchStep::Eager});
        const auto buffered = start(variant);
        OptimizerConfig optimizer = setup_.optimizer;
        Batches batches(setup_.data->train, optimizer);
        const auto run = [&](const char* what) {
            const EngineState before = eager->state();
            for (int n = 0; n < 12; ++n) {
                const auto batch = batches.next();
                eager->step(batch);
                buffered->step(batch);
            }
            const EngineState a = buffered->state(), b = eager->state();
            EXPECT_EQ(a.updates, b.updates);
            // Relative to the distance covered: a missing step, or one by old numbers, is a large
            // error.
            std::vector<float> gone_a(a.weights.size()), gone_b(b.weights.size());
            for (std::size_t i = 0; i < gone_a.size(); ++i) {
                gone_a[i] = a.weights[i] - before.weights[i];
                gone_b[i] = b.weights[i] - before.weights[i];
            }
            EXPECT_LT(relative(gone_a, gone_b), 2e-3) << variant.device.text() << ": " << what;
            buffered->set_state(b);
        };
        const auto set = [&](const OptimizerConfig& changed) {
            optimizer = changed;
            eager->set_optimizer(optimizer);
            buffered->set_optimizer(optimizer);
        };
        run("as it began");
        eager->set_lambda(std::vector<double>{0.5, 0, 0.01});
        buffered->set_lambda(std::vector<double>{0.5, 0, 0.01});
        run("lambda");
        OptimizerConfig next = optimizer;
        next.learning_rate *= 0.3;
        set(next);
        run("learning rate");
        next.beta1 = 0.7;
        next.beta2 = 0.9;
        next.momentum = 0.5;
        next.weight_decay = next.weight_decay > 0 ? 0.05 : 0;
        set(next);
        run("betas, momentum, decay");
        next.weight_decay = next.weight_decay > 0 ? 0 : 0.05;
        set(next);
        run("decay on or off");
        next.batch = 37;
        set(next);
        batches = Batches(setup_.data->train, next);
        run("batch");
        next.kind =
            next.kind == OptimizerKind::Adam ? OptimizerKind::Momentum : OptimizerKind::Adam;
        set(next);
        run("kind");
    }
}

INSTANTIATE_TEST_SUITE_P(Optimisers, BufferedStepTest, testing::ValuesIn(kCases),
                         [](const auto& tested) { return std::string(tested.param.name); });

TEST(TorchStep, IsCapturedOnCudaOnly) {
    const Config config = find_preset("circles").config;
    EngineSetup setup{.network = config.network,
                      .objective = config.objective,
                      .optimizer = config.optimizer,
                      .data = std::make_shared<Dataset>(make_dataset(config.dataset)),
                      .device = "cpu",
                      .engine = EngineKind::Torch,
                      .torch_step = TorchStep::Captured};
    EXPECT_THROW(make_engine(setup), Error);
}

}  // namespace
}  // namespace la
