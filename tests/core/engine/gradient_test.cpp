// The gradient of loss + lambda * penalty against central differences, in double precision.

#include <cmath>
#include <numeric>
#include <ostream>

#include <gtest/gtest.h>

#include "core/base/random.h"
#include "core/data/dataset.h"
#include "core/data/dataset_kinds.h"
#include "core/engine/engine.h"
#include "core/engine/reference.h"
#include "core/kernels/weights_flow.h"
#include "core/measure/metrics.h"
#include "core/model/weights.h"

namespace la {
namespace {

struct Case {
    Activation activation = Activation::Tanh;
    LossKind loss = LossKind::CrossEntropy;
    CostKind cost = CostKind::Energy;
    HeadKind head = HeadKind::Far;
    ResidualScale scale = ResidualScale::One;
    int dimension = 2;
    int classes = 2;
};

std::string name(const testing::TestParamInfo<Case>& info) {
    const Case& c = info.param;
    return "a" + std::to_string(static_cast<int>(c.activation)) + "_l" +
           std::to_string(static_cast<int>(c.loss)) + "_c" +
           std::to_string(static_cast<int>(c.cost)) + "_h" +
           std::to_string(static_cast<int>(c.head)) + "_s" +
           std::to_string(static_cast<int>(c.scale)) + "_d" + std::to_string(c.dimension) + "_k" +
           std::to_string(c.classes);
}

void PrintTo(const Case&, std::ostream* out) {
    *out << "options as named";
}

class Gradient : public testing::TestWithParam<Case> {
  protected:
    void SetUp() override {
        const Case& c = GetParam();
        setup_.network.layers = 4;
        setup_.network.hidden = 5;
        setup_.network.dimension = c.dimension;
        setup_.network.activation = c.activation;
        setup_.network.scale = c.scale;
        setup_.network.init.kind = InitKind::Normal;
        setup_.network.init.std = 0.6;
        setup_.network.head = {c.head, 2};
        setup_.objective.loss = c.loss;
        setup_.objective.cost = c.cost;
        setup_.members = 2;
        DatasetConfig data;
        if (c.classes > 2) {
            data = with_kind(data, DatasetKind::TorchdynGaussians);
            data.classes = c.classes;
        }
        data.points = 40;
        setup_.data = std::make_shared<Dataset>(make_dataset(data));
        for (int m = 0; m < setup_.members; ++m) {
            setup_.network.seed = 1 + m;
            const Weights member = initial_weights(setup_.network, c.classes);
            weights_.insert(weights_.end(), member.values.begin(), member.values.end());
        }
        batch_.resize(13);
        std::iota(batch_.begin(), batch_.end(), 3);
    }

    EngineSetup setup_;
    std::vector<double> weights_;
    std::vector<double> lambda_{0.0, 0.7};
    std::vector<std::int32_t> batch_;
};

TEST_P(Gradient, AgreesWithFiniteDifferences) {
    const Evaluation exact = evaluate_reference(setup_, weights_, lambda_, batch_);
    const std::size_t size = weights_.size() / setup_.members;
    const auto value = [&](const std::vector<double>& at, std::size_t m) {
        const Evaluation e = evaluate_reference(setup_, at, lambda_, batch_);
        return e.loss[m] + lambda_[m] * e.penalty[m];
    };
    double difference = 0, norm = 0;
    for (std::size_t i = 0; i < weights_.size(); ++i) {
        constexpr double kStep = 1e-5;
        const std::size_t m = i / size;
        std::vector<double> up = weights_, down = weights_;
        up[i] += kStep;
        down[i] -= kStep;
        const double numeric = (value(up, m) - value(down, m)) / (2 * kStep);
        difference += (numeric - exact.gradient[i]) * (numeric - exact.gradient[i]);
        norm += numeric * numeric;
    }
    EXPECT_GT(norm, 1e-6);
    EXPECT_LT(std::sqrt(difference / norm), 1e-6);
}

// Loss and penalty of the reference against our forward pass, which shares no code with it.
TEST_P(Gradient, ValuesAgreeWithOurForwardPass) {
    const Evaluation exact = evaluate_reference(setup_, weights_, lambda_, batch_);
    Dataset data;
    for (const int i : batch_) {
        data.points.push_back(setup_.data->points[i]);
        data.labels.push_back(setup_.data->labels[i]);
    }
    data.train = data.size();
    data.classes = setup_.data->classes;
    const std::size_t size = weights_.size() / setup_.members;
    for (int m = 0; m < setup_.members; ++m) {
        auto weights = std::make_shared<Weights>(
            Weights{setup_.network,
                    GetParam().classes,
                    {weights_.begin() + m * size, weights_.begin() + (m + 1) * size}});
        const Metrics ours =
            measure(WeightsFlow(weights), data, setup_.objective, static_cast<int>(batch_.size()));
        EXPECT_NEAR(ours.loss, exact.loss[m], 2e-5 * (1 + exact.loss[m]));
        EXPECT_NEAR(ours.penalty, exact.penalty[m], 2e-5 * (1 + exact.penalty[m]));
    }
}

constexpr auto kRelu = Activation::Relu;
INSTANTIATE_TEST_SUITE_P(
    AllOptions, Gradient,
    testing::Values(Case{}, Case{kRelu}, Case{Activation::Gelu}, Case{Activation::Softplus},
                    Case{Activation::Identity}, Case{.loss = LossKind::Hinge},
                    Case{.loss = LossKind::Mse}, Case{.cost = CostKind::Norm},
                    Case{.head = HeadKind::Learned}, Case{.scale = ResidualScale::OneOverL},
                    Case{.scale = ResidualScale::OneOverSqrtL, .dimension = 3},
                    Case{kRelu, LossKind::Hinge, CostKind::Norm, HeadKind::Learned,
                         ResidualScale::OneOverL, 4},
                    Case{.classes = 3}, Case{.activation = kRelu, .classes = 10},
                    Case{.loss = LossKind::Hinge, .classes = 3},
                    Case{.loss = LossKind::Mse, .dimension = 3, .classes = 10}),
    name);

TEST(NormCost, HasAZeroGradientWhereALayerDoesNotMove) {
    EngineSetup setup;
    setup.network.layers = 2;
    setup.network.init.kind = InitKind::Tied;  // V = 0: no displacement
    setup.objective.cost = CostKind::Norm;
    setup.data = std::make_shared<Dataset>(make_dataset({}));
    const Weights initial = initial_weights(setup.network, 2);
    const std::vector<double> weights(initial.values.begin(), initial.values.end());
    const std::vector<std::int32_t> batch{0, 1, 2};
    for (const double g :
         evaluate_reference(setup, weights, std::vector<double>{1.0}, batch).gradient) {
        EXPECT_TRUE(std::isfinite(g));
    }
}

}  // namespace
}  // namespace la
