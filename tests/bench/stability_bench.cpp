// What the stability of a training costs, on one thread, each pair measured in turn:
//     la_stability_bench
// A call with K products as a share of K + 1 gradients (bar 1), and a step of the double engine
// with 8 tangent vectors and QR as a multiple of the plain step (bar 8.5).

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/config/names.h"
#include "core/data/dataset.h"
#include "core/engine/exact/hessian.h"
#include "core/model/weights.h"
#include "core/train/training.h"

namespace la {
namespace {

using Clock = std::chrono::steady_clock;

struct Size {
    int layers, hidden, batch;
};
constexpr std::array kSizes{Size{4, 8, 200}, Size{9, 16, 200}, Size{32, 8, 200}};
constexpr double kProductBar = 1, kStepBar = 8.5;

Config problem(const Size& size) {
    Config out;
    out.dataset.points = size.batch * 5 / 4;
    out.network = {.layers = size.layers,
                   .hidden = size.hidden,
                   .activation = Activation::Tanh,
                   .scale = ResidualScale::OneOverL,
                   .head = {.kind = HeadKind::Learned}};
    out.objective.mode = Mode::None;
    out.optimizer = {
        .kind = OptimizerKind::Sgd, .learning_rate = 0.1, .batch = size.batch, .shuffle = false};
    return out;
}

// Seconds of a call within some milliseconds.
double seconds(const std::function<void()>& call) {
    const auto begin = Clock::now();
    int calls = 0;
    double passed = 0;
    do {
        call();
        ++calls;
        passed = std::chrono::duration<double>(Clock::now() - begin).count();
    } while (passed < 0.01);
    return passed / calls;
}

struct Best {
    double first = 1e9, second = 1e9;
};

// The minima of both, in turn: the ones that other programs disturb least.
Best best_of(const std::function<void()>& first, const std::function<void()>& second) {
    Best out;
    for (int turn = 0; turn < 40; ++turn) {
        out.first = std::min(out.first, seconds(first));
        out.second = std::min(out.second, seconds(second));
    }
    return out;
}

void products(const Config& config, const Size& size) {
    const Dataset data = make_dataset(config.dataset);
    ExactObjective objective(config.network, config.objective, data);
    const Weights initial = initial_weights(config.network, data.classes);
    const std::vector<double> weights(initial.values.begin(), initial.values.end());
    std::vector<std::int32_t> batch(size.batch);
    std::iota(batch.begin(), batch.end(), 0);
    Random random(1);
    ExactGradient found;
    for (const int count : {1, 4, 8}) {
        std::vector<double> directions(count * objective.size());
        std::ranges::generate(directions, [&] { return random.normal(); });
        const Best best =
            best_of([&] { objective.evaluate(weights, 0, batch, {}, found); },
                    [&] { objective.evaluate(weights, 0, batch, directions, found); });
        std::printf("  K %d %.1f us, %.2f of %d gradients (bar %.0f)", count, 1e6 * best.second,
                    best.second / best.first / (count + 1), count + 1, kProductBar);
    }
    std::printf("\n");
}

void steps(Config config) {
    constexpr std::int64_t kNoRows = 1LL << 40;
    const EngineOptions options{.device = DeviceKind::Cpu, .engine = EngineKind::Double};
    for (const OptimizerKind kind :
         {OptimizerKind::Sgd, OptimizerKind::Momentum, OptimizerKind::Adam}) {
        config.optimizer.kind = kind;
        config.optimizer.learning_rate = kind == OptimizerKind::Adam ? 0.001 : 0.05;
        Training plain(config, options, make_engine, kNoRows);
        Config with = config;
        with.stability.vectors = 8;
        Training measured(with, options, make_engine, kNoRows);
        const Best best = best_of([&] { plain.step(); }, [&] { measured.step(); });
        std::printf("  %s: step %.1f us, with 8 vectors %.1f us, %.2f times (bar %.1f)\n",
                    std::string(name_of(kind)).c_str(), 1e6 * best.first, 1e6 * best.second,
                    best.second / best.first, kStepBar);
    }
}

}  // namespace
}  // namespace la

int main() {
    for (const la::Size& size : la::kSizes) {
        const la::Config config = la::problem(size);
        std::printf("(%d,%d,%d)\n", size.layers, size.hidden, size.batch);
        la::products(config, size);
        la::steps(config);
        std::fflush(stdout);
    }
    return 0;
}
