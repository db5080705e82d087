// The network of three layers: its Hessian in closed form against finite differences of the
// gradient and against products; the paper's statement on XOR.

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/config/config_json.h"
#include "core/data/dataset.h"
#include "core/data/dataset_kinds.h"
#include "core/engine/exact/hessian.h"
#include "core/measure/metrics.h"
#include "core/train/training.h"
#include "tests/support/three_layer_hessian.h"

namespace la {
namespace {

struct Case {
    Activation activation;
    LossKind loss;
    bool values;
    int inputs;
};

std::vector<Case> all_cases() {
    std::vector<Case> out;
    for (const Activation activation :
         {Activation::Relu, Activation::Tanh, Activation::Gelu, Activation::Softplus,
          Activation::Identity, Activation::Sigmoid}) {
        for (const int inputs : {1, 2}) {
            out.push_back({activation, LossKind::Mse, true, inputs});
            for (const LossKind loss : {LossKind::CrossEntropy, LossKind::Hinge, LossKind::Mse}) {
                out.push_back({activation, loss, false, inputs});
            }
        }
    }
    return out;
}

NetworkConfig network_of(const Case& of) {
    NetworkConfig out;
    out.kind = NetworkKind::ThreeLayer;
    out.layers = 1;
    out.hidden = 5;
    out.dimension = of.inputs;
    out.activation = of.activation;
    out.init = {.kind = InitKind::Normal, .std = 0.8};
    return out;
}

Dataset data_of(const Case& of) {
    DatasetConfig config;
    config.points = 300;  // several tiles
    if (of.values) {
        config = with_kind(config, DatasetKind::PlaygroundBumps);
    } else {
        config.kind = DatasetKind::SwissRoll;  // three classes
    }
    return make_dataset(config);
}

class ThreeLayer : public testing::Test {
  protected:
    void take(const Case& of) {
        network_ = network_of(of);
        data_ = data_of(of);
        objective_.loss = of.loss;
        const Weights initial = initial_weights(network_, data_.classes);
        weights_.assign(initial.values.begin(), initial.values.end());
        batch_.resize(static_cast<std::size_t>(data_.train));
        std::iota(batch_.begin(), batch_.end(), 0);
    }
    ExactGradient evaluate(std::span<const double> at, std::span<const double> directions = {}) {
        return ExactObjective(network_, objective_, data_).evaluate(at, 0, batch_, directions);
    }
    std::vector<double> identity() const {
        std::vector<double> out(weights_.size() * weights_.size());
        for (std::size_t i = 0; i < weights_.size(); ++i) {
            out[i * weights_.size() + i] = 1;
        }
        return out;
    }

    NetworkConfig network_;
    ObjectiveConfig objective_;
    Dataset data_;
    std::vector<double> weights_;
    std::vector<std::int32_t> batch_;
};

double largest(const std::vector<double>& values) {
    double out = 0;
    for (const double value : values) {
        out = std::max(out, std::abs(value));
    }
    return out;
}

TEST_F(ThreeLayer, ItsClosedFormEqualsTheProducts) {
    for (const Case& of : all_cases()) {
        take(of);
        const std::vector<double> blocks =
            three_layer_hessian(network_, objective_.loss, data_, weights_, batch_);
        const std::vector<double> products = evaluate(weights_, identity()).products;
        const double scale = std::max(1e-3, largest(blocks));
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            ASSERT_NEAR(blocks[i], products[i], 1e-10 * scale)
                << static_cast<int>(of.activation) << ' ' << static_cast<int>(of.loss) << ' ' << i;
        }
    }
}

TEST_F(ThreeLayer, ItsClosedFormIsTheSlopeOfTheGradient) {
    constexpr double kStep = 1e-5;
    for (const Case& of : all_cases()) {
        if (of.activation == Activation::Relu || of.loss == LossKind::Hinge) {
            continue;  // kinks
        }
        take(of);
        const std::vector<double> blocks =
            three_layer_hessian(network_, objective_.loss, data_, weights_, batch_);
        const std::size_t size = weights_.size();
        for (std::size_t i = 0; i < size; ++i) {
            std::vector<double> ahead = weights_, behind = weights_;
            ahead[i] += kStep;
            behind[i] -= kStep;
            const std::vector<double> a = evaluate(ahead).gradient, b = evaluate(behind).gradient;
            for (std::size_t j = 0; j < size; ++j) {
                ASSERT_NEAR((a[j] - b[j]) / (2 * kStep), blocks[i * size + j],
                            1e-6 * largest(blocks));
            }
        }
    }
}

// The gradient itself, of the loss.
TEST_F(ThreeLayer, ItsGradientIsTheSlopeOfTheLoss) {
    constexpr double kStep = 1e-6;
    for (const Case& of : all_cases()) {
        take(of);
        const std::vector<double> gradient = evaluate(weights_).gradient;
        for (std::size_t i = 0; i < weights_.size(); ++i) {
            std::vector<double> ahead = weights_, behind = weights_;
            ahead[i] += kStep;
            behind[i] -= kStep;
            ASSERT_NEAR((evaluate(ahead).loss - evaluate(behind).loss) / (2 * kStep), gradient[i],
                        1e-7 * std::max(1.0, largest(gradient)));
        }
    }
}

TEST_F(ThreeLayer, GivesTheSameBytesOnEveryInstructionSet) {
    Random random(3);
    for (const Case& of : all_cases()) {
        take(of);
        std::vector<double> directions(3 * weights_.size());
        for (double& value : directions) {
            value = random.normal();
        }
        const ExactGradient here = evaluate(weights_, directions);
        for (const char* isa : {"plain", "avx2"}) {
            setenv("LEASTACTION_ISA", isa, 1);
            const ExactGradient there = evaluate(weights_, directions);
            unsetenv("LEASTACTION_ISA");
            EXPECT_EQ(here.loss, there.loss);
            EXPECT_EQ(here.gradient, there.gradient);
            EXPECT_EQ(here.products, there.products);
        }
    }
}

// A network is trained by the double engine alone, whatever was asked for but another by name.
TEST(ThreeLayerRuns, AreTrainedInDoublePrecision) {
    const Config config = parse_config(R"({"dataset": {"kind": "sine", "points": 50},
        "network": {"kind": "three_layer", "hidden": 8}, "objective": {"mode": "none"},
        "optimizer": {"kind": "adam", "learning_rate": 0.02, "batch": 40}})");
    Training training(config, {});
    for (int step = 0; step < 2000; ++step) {
        training.step();
    }
    const Snapshot run = training.snapshot();
    EXPECT_EQ(run.engine, "double");
    EXPECT_EQ(run.data->classes, 1);
    EXPECT_GT(run.rows->back().members.back().train_accuracy, 0.98);  // R^2
    EXPECT_EQ(run.rows->back().members.back().action, 0);             // no point moves
    Training fused(config, {.engine = EngineKind::Fused});
    EXPECT_THROW(fused.step(), Error);
}

// Residual networks learn values, too.
TEST(ThreeLayerRuns, AResidualNetworkLearnsTheSameValues) {
    const Config config = parse_config(R"({"dataset": {"kind": "playground_bumps", "points": 400},
        "network": {"layers": 6, "hidden": 8, "activation": "tanh"},
        "objective": {"mode": "weight", "lambda": 0.0001},
        "optimizer": {"learning_rate": 0.01, "batch": 32}})");
    Training training(config, {});
    const Metrics before = training.snapshot().rows->back().members.back();
    for (int step = 0; step < 3000; ++step) {
        training.step();
    }
    const Metrics after = training.snapshot().rows->back().members.back();
    EXPECT_LT(after.loss, 0.2 * before.loss);
    EXPECT_GT(after.test_accuracy, 0.8);
    EXPECT_GT(after.action, 0);
}

}  // namespace
}  // namespace la
