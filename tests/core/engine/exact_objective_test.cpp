// The objective in double precision against LibTorch's autograd, gradient and Hessian-vector
// products, over all options; and its own promises: the same bytes on every instruction set.

#include "core/engine/exact/hessian.h"

#include <cmath>
#include <cstdlib>
#include <memory>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/data/dataset.h"
#include "core/engine/reference.h"
#include "core/model/weights.h"
#include "tests/support/fused_cases.h"

namespace la {
namespace {

double error(std::span<const double> a, std::span<const double> exact) {
    double difference = 0, norm = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        difference += (a[i] - exact[i]) * (a[i] - exact[i]);
        norm += exact[i] * exact[i];
    }
    return norm > 0 ? std::sqrt(difference / norm) : std::sqrt(difference);
}

std::vector<double> directions_for(std::size_t count) {
    Random random(3);
    std::vector<double> out(count);
    for (double& value : out) {
        value = random.normal();
    }
    return out;
}

// Sets LEASTACTION_ISA while it lives.
struct Forced {
    explicit Forced(const char* isa) { setenv("LEASTACTION_ISA", isa, 1); }
    ~Forced() { unsetenv("LEASTACTION_ISA"); }
};

ExactGradient evaluate(const EngineSetup& setup, std::span<const double> weights, double lambda,
                       std::span<const std::int32_t> batch, std::span<const double> directions) {
    return ExactObjective(setup.network, setup.objective, *setup.data)
        .evaluate(weights, lambda, batch, directions);
}

struct Worst {
    double value = 0, gradient = 0, product = 0;
};

void compare(const Problem& problem, Worst& worst) {
    const std::vector<double> weights(problem.weights.begin(), problem.weights.end());
    const std::vector<double> directions = directions_for(weights.size());
    const Evaluation exact =
        evaluate_reference(problem.setup, weights, problem.lambda, problem.batch, directions);
    const std::size_t size = weights.size() / problem.setup.members;
    for (int m = 0; m < problem.setup.members; ++m) {
        const auto part = [&](const std::vector<double>& v) {
            return std::span(v).subspan(m * size, size);
        };
        const ExactGradient ours = evaluate(problem.setup, part(weights), problem.lambda[m],
                                            problem.batch, part(directions));
        const double value = std::abs(ours.loss - exact.loss[m]) / (1 + exact.loss[m]) +
                             std::abs(ours.penalty - exact.penalty[m]) / (1 + exact.penalty[m]);
        const double gradient = error(ours.gradient, part(exact.gradient));
        const double product = error(ours.products, part(exact.product));
        EXPECT_LE(value, 1e-13) << describe(problem);
        EXPECT_LE(gradient, 1e-12) << describe(problem);
        EXPECT_LE(product, 1e-12) << describe(problem);
        worst.value = std::max(worst.value, value);
        worst.gradient = std::max(worst.gradient, gradient);
        worst.product = std::max(worst.product, product);
    }
}

void record(const Worst& worst) {
    testing::Test::RecordProperty("value", std::to_string(worst.value * 1e16) + "e-16");
    testing::Test::RecordProperty("gradient", std::to_string(worst.gradient * 1e16) + "e-16");
    testing::Test::RecordProperty("product", std::to_string(worst.product * 1e16) + "e-16");
}

TEST(ExactObjective, AgreesWithLibTorchOverAPairwiseCoveringSet) {
    Worst worst;
    for (const Options& options : pairwise_options()) {
        compare(make_problem(options), worst);
    }
    record(worst);
}

TEST(ExactObjective, AgreesWithLibTorchOnRandomConfigurations) {
    Worst worst;
    Random random(2027);
    for (int n = 0; n < 100; ++n) {
        compare(make_problem(random_options(random)), worst);
    }
    record(worst);
}

// Every instruction set that this machine has, each against the first. Dimension 16 has batches of
// several tiles.
TEST(ExactObjective, GivesTheSameBytesOnEveryInstructionSet) {
    const std::vector<const char*> all = instruction_sets();
    Random random(5);
    for (int n = 0; n < 60; ++n) {
        const Problem problem = make_problem(random_options(random));
        const std::size_t size = problem.weights.size() / problem.setup.members;
        const std::vector<double> weights(problem.weights.begin(), problem.weights.begin() + size);
        const std::vector<double> directions = directions_for(3 * size);
        std::vector<ExactGradient> out;
        for (const char* isa : all) {
            const Forced forced(isa);
            out.push_back(evaluate(problem.setup, weights, 0.03, problem.batch, directions));
            EXPECT_EQ(out.back().loss, out.front().loss) << isa << ' ' << describe(problem);
            EXPECT_EQ(out.back().penalty, out.front().penalty) << isa << ' ' << describe(problem);
            EXPECT_EQ(out.back().gradient, out.front().gradient) << isa << ' ' << describe(problem);
            EXPECT_EQ(out.back().products, out.front().products) << isa << ' ' << describe(problem);
        }
    }
}

TEST(ExactObjective, GradientAndProductsDoNotDependOnTheNumberOfDirections) {
    Random random(8);
    for (int n = 0; n < 20; ++n) {
        const Problem problem = make_problem(random_options(random));
        const std::size_t size = problem.weights.size() / problem.setup.members;
        const std::vector<double> weights(problem.weights.begin(), problem.weights.begin() + size);
        const std::vector<double> directions = directions_for(4 * size);
        ExactObjective objective(problem.setup.network, problem.setup.objective,
                                 *problem.setup.data);
        const ExactGradient alone = objective.evaluate(weights, 0.1, problem.batch);
        const ExactGradient all = objective.evaluate(weights, 0.1, problem.batch, directions);
        EXPECT_EQ(alone.gradient, all.gradient) << describe(problem);
        EXPECT_EQ(alone.loss, objective.loss(weights, problem.batch)) << describe(problem);
        for (int t = 0; t < 4; ++t) {
            const auto one = std::span(directions).subspan(t * size, size);
            const ExactGradient single = objective.evaluate(weights, 0.1, problem.batch, one);
            EXPECT_TRUE(std::ranges::equal(single.products,
                                           std::span(all.products).subspan(t * size, size)))
                << describe(problem);
        }
    }
}

// u . H v = v . H u, which autograd does not know either.
TEST(ExactObjective, TheHessianIsSymmetric) {
    Random random(11);
    for (int n = 0; n < 30; ++n) {
        const Problem problem = make_problem(random_options(random));
        const std::size_t size = problem.weights.size() / problem.setup.members;
        const std::vector<double> weights(problem.weights.begin(), problem.weights.begin() + size);
        const std::vector<double> v = directions_for(2 * size);
        const ExactGradient out = evaluate(problem.setup, weights, 0.2, problem.batch, v);
        double ab = 0, ba = 0, scale = 0;
        for (std::size_t i = 0; i < size; ++i) {
            ab += v[i] * out.products[size + i];
            ba += v[size + i] * out.products[i];
            scale += std::abs(v[i] * out.products[size + i]);
        }
        EXPECT_NEAR(ab, ba, 1e-12 * scale) << describe(problem);
    }
}

TEST(ExactObjective, ALayerThatDoesNotMoveHasAFiniteNorm) {
    NetworkConfig network;
    network.layers = 2;
    network.init.kind = InitKind::Tied;  // V = 0
    const Dataset data = make_dataset({});
    const Weights initial = initial_weights(network, 2);
    const std::vector<double> weights(initial.values.begin(), initial.values.end());
    const std::vector<double> directions = directions_for(weights.size());
    const std::vector<std::int32_t> batch{0, 1, 2};
    const ExactGradient out = ExactObjective(network, {.cost = CostKind::Norm}, data)
                                  .evaluate(weights, 1.0, batch, directions);
    for (const auto* numbers : {&out.gradient, &out.products}) {
        for (const double g : *numbers) {
            EXPECT_TRUE(std::isfinite(g));
        }
    }
}

TEST(ExactObjective, RefusesAnUnknownInstructionSet) {
    const Forced forced("mmx");
    const Dataset data = make_dataset({});
    EXPECT_THROW(ExactObjective({}, {}, data), Error);
}

}  // namespace
}  // namespace la
