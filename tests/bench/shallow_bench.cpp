// How long a step of a shallow network takes, on one thread, and how many times as long it takes in
// numpy in double precision (bench_shallow.py), measured in turn:
//     la_shallow_bench
// At the start, where every point pushes, and after 400 steps, where few do. The bar is 3 times
// numpy for 400 nodes and 2,000 points in the plane.

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <vector>

#include "core/shallow/shallow_training.h"
#include "tests/bench/side_by_side.h"

namespace la {
namespace {

using Clock = std::chrono::steady_clock;

struct Size {
    int nodes, points, dimension;
};
constexpr std::array kSizes{Size{400, 2000, 2}, Size{400, 2000, 20}, Size{2000, 2000, 2}};
constexpr int kLater = 400, kTurns = 3;
constexpr double kBar = 3;

Config problem(const Size& size) {
    Config out;
    out.laboratory = LaboratoryKind::MeanField;
    out.shallow.nodes = size.nodes;
    out.shallow.train = size.points;
    out.shallow.fresh = 0;
    out.shallow.dimension = size.dimension;
    return out;
}

struct Pair {
    double first = 1e9, later = 1e9;
};

// Seconds of a step, the least of some: those at the start from a run of their own each, as the
// points that push become fewer. A step that logs measures, too; the least is one that does not.
Pair ours(const Size& size) {
    Pair out;
    const auto timed = [](ShallowTraining& training) {
        const auto begin = Clock::now();
        training.step();
        return std::chrono::duration<double>(Clock::now() - begin).count();
    };
    for (int again = 0; again < 3; ++again) {
        ShallowTraining training(problem(size));
        for (int step = 0; step < 5; ++step) {
            out.first = std::min(out.first, timed(training));
        }
        while (training.steps() < kLater) {
            training.step();
        }
        for (int step = 0; step < 40; ++step) {
            out.later = std::min(out.later, timed(training));
        }
    }
    return out;
}

Pair numpy(const Size& size) {
    const auto numbers = python_numbers(
        NUMPY_SCRIPT " " + with_commas({size.nodes, size.points, size.dimension}), 2);
    return {numbers[0], numbers[1]};
}

}  // namespace
}  // namespace la

int main() {
    for (const la::Size& size : la::kSizes) {
        std::vector<double> first, later, ratio, ratio_later;
        for (int turn = 0; turn < la::kTurns; ++turn) {
            const la::Pair theirs = la::numpy(size), own = la::ours(size);
            first.push_back(1e3 * own.first);
            later.push_back(1e3 * own.later);
            ratio.push_back(theirs.first / own.first);
            ratio_later.push_back(theirs.later / own.later);
        }
        std::printf(
            "M %d, N %d, d %d: %.3f ms a step at the start, %.1f times as fast as numpy (bar %.0f "
            "in the plane); %.3f ms after %d steps, %.1f times\n",
            size.nodes, size.points, size.dimension, la::median(first), la::median(ratio), la::kBar,
            la::median(later), la::kLater, la::median(ratio_later));
        std::fflush(stdout);
    }
    return 0;
}
