// How fast the objective in double precision is, on one thread:
//     la_exact_bench [eager]
// us per gradient and per call with K products, the latter as a share of K + 1 gradients; with
// "eager" also against eager PyTorch in double precision (bench_exact.py), measured in turn.

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <numeric>
#include <vector>

#include "core/base/random.h"
#include "core/data/dataset.h"
#include "core/engine/exact/hessian.h"
#include "core/model/weights.h"
#include "tests/bench/side_by_side.h"

namespace la {
namespace {

using Clock = std::chrono::steady_clock;

struct Size {
    int layers, hidden, batch;
    int gradient_bar, product_bar;  // times eager PyTorch
};

constexpr std::array kSizes{Size{4, 8, 200, 12, 40}, Size{9, 16, 200, 9, 30},
                            Size{32, 8, 200, 16, 60}};
constexpr std::array kProducts{0, 1, 4, 8};

class Problem {
  public:
    explicit Problem(const Size& size)
        : network_{.layers = size.layers,
                   .hidden = size.hidden,
                   .activation = Activation::Tanh,
                   .scale = ResidualScale::OneOverL,
                   .head = {.kind = HeadKind::Learned}},
          objective_(network_, {}, make_dataset({.points = size.batch * 5 / 4})),
          batch_(size.batch),
          directions_(kProducts.back() * objective_.size()) {
        const Weights initial = initial_weights(network_, 2);
        weights_.assign(initial.values.begin(), initial.values.end());
        std::iota(batch_.begin(), batch_.end(), 0);
        Random random(1);
        std::ranges::generate(directions_, [&] { return random.normal(); });
    }

    // Seconds of a call: the minimum of short intervals, as the one that other programs disturb
    // least.
    double seconds(int products, int intervals = 30) {
        const auto directions = std::span(directions_).first(products * objective_.size());
        double best = 1e9;
        for (int turn = 0; turn < intervals; ++turn) {
            const auto begin = Clock::now();
            int calls = 0;
            double passed = 0;
            do {
                objective_.evaluate(weights_, 0.01, batch_, directions, out_);
                ++calls;
                passed = std::chrono::duration<double>(Clock::now() - begin).count();
            } while (passed < 0.004);
            best = std::min(best, passed / calls);
        }
        return best;
    }

    std::size_t parameters() const { return objective_.size(); }
    const char* instruction_set() const { return objective_.instruction_set(); }

  private:
    NetworkConfig network_;
    ExactObjective objective_;
    std::vector<double> weights_;
    std::vector<std::int32_t> batch_;
    std::vector<double> directions_;
    ExactGradient out_;
};

struct Eager {
    double gradient, product;
};

Eager eager(const Size& size) {
    const auto numbers =
        python_numbers(EAGER_SCRIPT " " + with_commas({size.layers, size.hidden, size.batch}), 2);
    return {numbers[0], numbers[1]};
}

void against_eager(const Size& size, Problem& problem) {
    std::vector<double> gradient, product, whole;
    for (int turn = 0; turn < 3; ++turn) {
        const Eager theirs = eager(size);
        const double one = problem.seconds(0), two = problem.seconds(1);
        gradient.push_back(theirs.gradient / one);
        product.push_back(theirs.product / (two - one));
        whole.push_back(theirs.product / two);
    }
    std::printf(
        "    of eager PyTorch: gradient %.0fx (bar %dx), a product %.0fx (bar %dx), "
        "with its gradient %.0fx\n",
        median(gradient), size.gradient_bar, median(product), size.product_bar, median(whole));
}

}  // namespace
}  // namespace la

int main(int argc, char** argv) {
    for (const la::Size& size : la::kSizes) {
        la::Problem problem(size);
        std::printf("(%d,%d,%d) %zu parameters, %s:", size.layers, size.hidden, size.batch,
                    problem.parameters(), problem.instruction_set());
        const double gradient = problem.seconds(0);
        for (const int products : la::kProducts) {
            const double us = problem.seconds(products);
            std::printf("  K %d %.1f us", products, 1e6 * us);
            if (products > 0) {
                std::printf(" (%.2f, bar 1)", us / gradient / (products + 1));
            }
        }
        std::printf("\n");
        if (argc > 1 && std::strcmp(argv[1], "eager") == 0) {
            la::against_eager(size, problem);
        }
        std::fflush(stdout);
    }
    return 0;
}
