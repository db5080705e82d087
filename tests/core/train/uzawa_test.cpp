// A scalar problem with a closed form: cost theta^2, loss (theta - 1)^2, the inner problem solved
// exactly, so that theta = nu/(1 + nu) and nu_{n+1} = nu_n + tau/(1 + nu_n)^2. (nu is the paper's
// lambda.) The first update from nu = 0, which is not allowed here, leads to tau = 0.1: the test
// starts there, at n = 1.

#include <cmath>

#include <gtest/gtest.h>

#include "core/kernels/weights_flow.h"
#include "core/measure/metrics.h"
#include "core/train/training.h"

namespace la {
namespace {

struct Value {
    int n;
    double nu;
};
constexpr Value kPaper[] = {{10, .60691}, {100, 2.15327}, {1000, 5.70606}, {10000, 13.42540}};

// An engine whose every step goes to the minimum.
class ExactSolver : public Engine {
  public:
    explicit ExactSolver(const EngineSetup& setup)
        : weights_(WeightLayout(setup.network, 2).size, 0.0f) {}
    static std::unique_ptr<Engine> make(const EngineSetup& setup) {
        return std::make_unique<ExactSolver>(setup);
    }

    std::string name() const override { return "exact"; }
    std::string device() const override { return "cpu"; }
    void set_state(const EngineState& state) override { weights_ = state.weights; }
    EngineState state() const override { return {weights_, {}, {}, 0}; }
    void weights(std::span<float> out) const override { std::ranges::copy(weights_, out.begin()); }
    void set_lambda(std::span<const double> lambda) override { lambda_ = lambda[0]; }
    void set_optimizer(const OptimizerConfig&) override {}
    void step(std::span<const std::int32_t>) override { theta_ = 1 / (1 + lambda_); }
    std::vector<double> loss(std::span<const std::int32_t>) override {
        return {(theta_ - 1) * (theta_ - 1)};
    }

  private:
    std::vector<float> weights_;
    double lambda_ = 0, theta_ = 0;
};

Config uzawa(int every) {
    Config config;
    config.dataset.points = 4;
    config.dataset.test_fraction = 0;
    config.objective.mode = Mode::Uzawa;
    config.objective.uzawa = {.nu = 0.1, .tau = 0.1, .every = every};
    return config;
}

TEST(Uzawa, UpdatesOfTheMultiplierFollowTheRecursion) {
    Training training(uzawa(1), {}, ExactSolver::make);
    int n = 1;
    for (const Value& paper : kPaper) {
        for (; n < paper.n; ++n) {
            training.step();
        }
        EXPECT_NEAR(training.snapshot().members[0].nu, paper.nu, 6e-6) << n;
        // The asymptote of the recursion.
        EXPECT_NEAR(paper.nu / (std::cbrt(1 + 3 * 0.1 * n) - 1), 1, n > 1000 ? 0.02 : 0.1) << n;
    }
}

// The same problem as a network of ours. One layer that can only translate, by c = (t, t)/sqrt(2):
// its cost is t^2. All points at the origin and of class 0, whose logit there is sqrt(2) t + b; the
// squared error (sqrt(2) t + b - 1)^2 / 2, mean over the two classes, is (t - 1)^2 for b = 1 -
// sqrt(2).
TEST(Uzawa, TheTrainerSolvesTheScalarProblem) {
    constexpr int kInner = 150;  // steps of gradient descent: the slowest shrinks by 0.8 a step
    Config config = uzawa(kInner);
    config.network.layers = 1;
    config.network.head = {HeadKind::Far, 1 - std::sqrt(2.0)};
    config.objective.loss = LossKind::Mse;
    config.optimizer.kind = OptimizerKind::Sgd;
    config.optimizer.learning_rate = 0.08;
    config.optimizer.batch = 4;
    auto origin = std::make_shared<Dataset>();
    origin->points.assign(4, {0, 0});
    origin->labels.assign(4, 0);
    origin->train = 4;
    Training training(config, {.device = "cpu"}, [&](EngineSetup setup) {
        setup.data = origin;
        return make_engine(setup);
    });
    // V = 0 and no biases: no gradient reaches anything but c.
    const WeightLayout layout(config.network, 2);
    training.start_from({Weights{config.network, 2, std::vector<float>(layout.size, 0.0f)}});

    int n = 1;
    for (const Value& paper : {kPaper[0], kPaper[1], kPaper[2]}) {
        for (; n < paper.n; ++n) {
            for (int i = 0; i < kInner; ++i) {
                training.step();
            }
        }
        const MemberSnapshot seen = training.snapshot().members[0];
        EXPECT_NEAR(seen.nu, paper.nu, 2e-4) << n;
        // And t where it was for the nu before: cost t^2, loss (t - 1)^2.
        const Metrics metrics =
            measure(WeightsFlow(seen.weights), *origin, config.objective, config.optimizer.batch);
        EXPECT_NEAR(std::sqrt(metrics.cost) + std::sqrt(metrics.loss), 1, 1e-5);
        const double before = 1 / std::sqrt(metrics.loss) - 1;  // from loss = 1/(1 + nu)^2
        EXPECT_NEAR(before + 0.1 * metrics.loss, seen.nu, 2e-4) << n;
    }
}

}  // namespace
}  // namespace la
