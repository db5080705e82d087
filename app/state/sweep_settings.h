#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/sweep/sweep.h"

namespace la {

struct Snapshot;

// What the next sweep is to go through, as chosen by hand; 0: as suits the run (usual_sweep).
// Saved with a session.
struct SweepSettings {
    double from = 0, to = 0;  // lambda, both ends
    int lambdas = 0;          // above 0; lambda 0 is always there, too
    int seeds = 0;
    int steps = 0;
    bool operator==(const SweepSettings&) const = default;
};

inline constexpr double kMinSweepLambda = 1e-6, kMaxSweepLambda = 100;
inline constexpr int kMaxSweepLambdas = 40, kMaxSweepSeeds = 40, kMaxSweepSteps = 1000000;

// The same with no 0 in it. By itself: from about two decades below the run's lambda to two above,
// two values a decade; five seeds; 2,000 steps or 50 epochs, less where networks are so large that
// this would take more than a few seconds.
SweepSettings usual_sweep(const SweepSettings& chosen, const Config& config, int train_points);

// 0 and so many values in equal ratios, of three digits, each once, ascending.
std::vector<double> sweep_lambdas(const SweepSettings& whole);

// The sweep of the run's present settings. `threads`: how many train at a time.
SweepPlan sweep_plan(const SweepSettings& chosen, const Snapshot& run, int threads);

// Whether its runs have points to be tested on; else test_accuracy is that of the training points.
bool sweep_tests(const SweepPlan& plan);

// In what the present settings differ from those of the sweep: "learning rate, points"; empty:
// in nothing. Lambda, which a sweep goes through, does not count, nor what is A's alone.
std::string changed_since(const SweepPlan& plan, const Snapshot& now);

}  // namespace la
