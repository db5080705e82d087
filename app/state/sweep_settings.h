#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/config/config_fields.h"
#include "core/sweep/sweep_plan.h"

namespace la {

struct Snapshot;

// One setting that the next sweep goes through, as the user wants it. For lambda, 0 means a value
// that suits the run; for any other setting, 0 to 0 means a range that suits it.
struct SweepAxis {
    std::string path{};       // in config.json; empty: no second setting
    double from = 0, to = 0;  // smallest and largest value
    int values = 0;           // lambda: above 0, which is always added; 0: usual
    bool log = false;         // in equal ratios, where from is above 0
    bool operator==(const SweepAxis&) const = default;
};

// The axis of a setting with nothing chosen yet.
SweepAxis axis_over(const std::string& path);

// The user's settings of the next sweep; 0 means a value that suits the run (usual_sweep). Saved
// with a session.
struct SweepSettings {
    SweepAxis first{.path = kLambdaPath, .log = true};
    SweepAxis second{};
    int seeds = 0;
    int steps = 0;
    int early = 0;  // SweepPlan::early, of the next sweep alone; not saved
    bool operator==(const SweepSettings&) const = default;
};

inline constexpr double kMinSweepLambda = 1e-6, kMaxSweepLambda = 100;
inline constexpr int kMaxSweepValues = 40, kMaxSweepSeeds = 200, kMaxSweepSteps = 1000000;

// The settings that a sweep can go through: those of a short list first, then all others in the
// order of config.json. Points from a file or drawn by hand leave out those of the data.
std::vector<std::string> sweep_paths(const Config& config);
bool is_sweep_path(const std::string& path);

// On screen: "λ", "learning rate", "seed of weights".
std::string sweep_name(const std::string& path);

// What `from` and `to` of this path can be.
NumberRange sweep_range(const std::string& path);

// Replaces every 0 of `chosen` by the usual value: lambda from about two decades below that of the
// run to two above, two values per decade; other settings in a range around the run's; five seeds,
// two of a grid; 2,000 steps or 50 epochs, fewer if networks are so large that this would take more
// than a few seconds.
SweepSettings usual_sweep(const SweepSettings& chosen, const Config& config, int train_points);

// The values of a usual axis, ascending, without repetitions: whole where the setting is, else
// rounded to three digits. Of lambda with 0.
std::vector<double> axis_values(const SweepAxis& whole);

// The settings of a usual sweep and their values, one or two.
std::vector<PathValues> sweep_over(const SweepSettings& whole);

// The sweep of the run's present settings. `threads`: number of networks that train at a time.
SweepPlan sweep_plan(const SweepSettings& chosen, const Snapshot& run, int threads);

// True if the runs have test points; otherwise test_accuracy is that of the training points.
bool sweep_tests(const SweepPlan& plan);

// Names the settings in which the run now differs from the sweep: "learning rate, points"; empty if
// there are none. What the sweep goes through does not count, nor do settings of A alone.
std::string changed_since(const SweepPlan& plan, const Snapshot& now);

}  // namespace la
