// Gradients of the fused engine are as near to the double-precision reference as LibTorch's single
// precision, over all options and on every instruction set of this machine.

#include <array>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <set>

#include <gtest/gtest.h>

#include "core/data/dataset.h"
#include "core/engine/engine.h"
#include "core/engine/reference.h"
#include "tests/support/fused_cases.h"

namespace la {
namespace {

struct Errors {
    double fused = 0, torch = 0;  // |g - g64| / |g64|, the worst member
};

// The gradient inside an engine: with momentum 0 the moment equals it.
std::vector<double> gradient_of(EngineKind engine, Problem problem) {
    problem.setup.engine = engine;
    problem.setup.optimizer = {.kind = OptimizerKind::Momentum, .learning_rate = 0, .momentum = 0};
    const auto made = make_engine(problem.setup).engine;
    made->set_state({.weights = problem.weights});
    made->set_lambda(problem.lambda);
    made->step(problem.batch);
    const EngineState after = made->state();
    return {after.moment1.begin(), after.moment1.end()};
}

double error(std::span<const double> a, std::span<const double> exact) {
    double difference = 0, norm = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        difference += (a[i] - exact[i]) * (a[i] - exact[i]);
        norm += exact[i] * exact[i];
    }
    return norm > 0 ? std::sqrt(difference / norm) : std::sqrt(difference);
}

Errors compare(const Problem& problem) {
    const std::vector<double> weights(problem.weights.begin(), problem.weights.end());
    const Evaluation exact =
        evaluate_reference(problem.setup, weights, problem.lambda, problem.batch);
    const std::vector<double> fused = gradient_of(EngineKind::Fused, problem);
    const std::vector<double> torch = gradient_of(EngineKind::Torch, problem);
    const std::size_t size = weights.size() / problem.setup.members;
    Errors out;
    for (int m = 0; m < problem.setup.members; ++m) {
        const auto part = [&](const std::vector<double>& v) {
            return std::span(v).subspan(m * size, size);
        };
        out.fused = std::max(out.fused, error(part(fused), part(exact.gradient)));
        out.torch = std::max(out.torch, error(part(torch), part(exact.gradient)));
    }
    return out;
}

// Twice LibTorch's error, but at least the square root of a few hundred roundings of 6e-8:
// LibTorch's error may be smaller by luck.
constexpr double kFloor = 2e-6;

void expect_close(const Problem& problem) {
    const Errors errors = compare(problem);
    EXPECT_LE(errors.fused, 2 * errors.torch + kFloor)
        << describe(problem) << " torch " << errors.torch;
}

class FusedGradient : public testing::TestWithParam<const char*> {
  protected:
    void SetUp() override { setenv("LEASTACTION_ISA", GetParam(), 1); }
    void TearDown() override { unsetenv("LEASTACTION_ISA"); }
};

TEST_P(FusedGradient, AgreesOverAPairwiseCoveringSet) {
    for (const Options& options : pairwise_options()) {
        expect_close(make_problem(options));
    }
}

TEST_P(FusedGradient, AgreesOnRandomConfigurations) {
    Random random(2026);
    double fused = 0, torch = 0;
    for (int n = 0; n < 200; ++n) {
        const Problem problem = make_problem(random_options(random));
        const Errors errors = compare(problem);
        EXPECT_LE(errors.fused, 2 * errors.torch + kFloor)
            << describe(problem) << " torch " << errors.torch;
        fused += std::log(errors.fused + 1e-9);
        torch += std::log(errors.torch + 1e-9);
    }
    // The mean error is no larger than LibTorch's.
    RecordProperty("fused", std::to_string(1e9 * std::exp(fused / 200)) + "e-9");
    RecordProperty("torch", std::to_string(1e9 * std::exp(torch / 200)) + "e-9");
    EXPECT_LE(std::exp((fused - torch) / 200), 1.5);
}

INSTANTIATE_TEST_SUITE_P(Isa, FusedGradient, testing::ValuesIn(instruction_sets()),
                         [](const auto& tested) { return std::string(tested.param); });

// Every two values of every two options occur together in the covering set.
TEST(PairwiseOptions, CoverAllPairs) {
    std::set<std::array<int, 4>> seen;
    for (const Options& options : pairwise_options()) {
        for (std::size_t a = 0; a < options.size(); ++a) {
            for (std::size_t b = a + 1; b < options.size(); ++b) {
                seen.insert({static_cast<int>(a), options[a], static_cast<int>(b), options[b]});
            }
        }
    }
    std::size_t pairs = 0;
    for (std::size_t a = 0; a < kLevels.size(); ++a) {
        for (std::size_t b = a + 1; b < kLevels.size(); ++b) {
            pairs += kLevels[a] * kLevels[b];
        }
    }
    EXPECT_EQ(seen.size(), pairs);
}

}  // namespace
}  // namespace la
