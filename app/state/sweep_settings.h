#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/sweep/sweep.h"

namespace la {

struct Snapshot;

// The user's settings of the next sweep; 0 means a value that suits the run (usual_sweep). Saved
// with a session.
struct SweepSettings {
    double from = 0, to = 0;  // smallest and largest lambda
    int lambdas = 0;          // number of values above 0; lambda 0 is always added
    int seeds = 0;
    int steps = 0;
    bool operator==(const SweepSettings&) const = default;
};

inline constexpr double kMinSweepLambda = 1e-6, kMaxSweepLambda = 100;
inline constexpr int kMaxSweepLambdas = 40, kMaxSweepSeeds = 40, kMaxSweepSteps = 1000000;

// Replaces every 0 of `chosen` by the usual value: lambda from about two decades below that of the
// run to two above, two values per decade; five seeds; 2,000 steps or 50 epochs, fewer if networks
// are so large that this would take more than a few seconds.
SweepSettings usual_sweep(const SweepSettings& chosen, const Config& config, int train_points);

// Lambda 0 and `whole.lambdas` values in equal ratios, rounded to three digits, without
// repetitions, ascending.
std::vector<double> sweep_lambdas(const SweepSettings& whole);

// The sweep of the run's present settings. `threads`: number of networks that train at a time.
SweepPlan sweep_plan(const SweepSettings& chosen, const Snapshot& run, int threads);

// True if the runs have test points; otherwise test_accuracy is that of the training points.
bool sweep_tests(const SweepPlan& plan);

// Names the settings in which the run now differs from the sweep: "learning rate, points"; empty if
// there are none. Lambda, which a sweep varies, does not count, nor do settings of A alone.
std::string changed_since(const SweepPlan& plan, const Snapshot& now);

}  // namespace la
