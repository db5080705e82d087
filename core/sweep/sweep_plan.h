#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/engine/engine.h"
#include "core/measure/metrics.h"
#include "core/model/weights.h"

namespace la {

// One setting that a sweep goes through: a number of the configuration, by its path in config.json
// (number_fields.h), and its values, ascending and without repetitions.
struct PathValues {
    std::string path;
    std::vector<double> values;
    bool log = false;  // a plot shows them on a log axis
    bool operator==(const PathValues&) const = default;
};

inline constexpr int kLookEvery = 5;  // steps between two looks for SweepRun::steps_to_90
inline constexpr const char* kLambdaPath = "objective.lambda";

// Many runs of one configuration: over one setting or a grid of two, the number of training points,
// and the seed.
struct SweepPlan {
    Config config;                 // what every run has beside the values; `compare` does not count
    std::vector<PathValues> over;  // lambda sets objective.mode to "weight", or to "none" at 0
    std::vector<int> train_sizes;  // empty: the whole training split
    int seeds = 1;                 // run s adds s to the seeds of data, weights and batches
    std::int64_t steps = 0;
    EngineOptions engine;  // threads: ensembles that train at the same time on a CPU
    // Points that no generator makes; null: made or read as `config` says.
    std::shared_ptr<const Dataset> points{};
    // Number of lambdas in one ensemble, which finishes as one; 0: all. The fused engine gives a
    // network the same numbers in every ensemble.
    int at_once = 0;
    bool keeps_weights = false;  // of runs that did not diverge, up to Sweep::kKeptBytes in all
    // Without test points: true throws UsageError, false reports the training accuracy instead.
    bool needs_test = true;
    bool finds_steps_to_90 = false;   // fills SweepRun::steps_to_90
    bool measures_weights = false;    // fills SweepRun::depth
    bool measures_stability = false;  // fills SweepRun::stability
    // Fills SweepRun::early after so many steps, at most `steps`; 0: not. Nothing is measured of
    // the stability then but that.
    std::int64_t early = 0;

    bool over_lambda_alone() const { return over.size() == 1 && over[0].path == kLambdaPath; }
};

// A value of each path of a plan; 0 where there is no second.
using SweepValues = std::array<double, 2>;

struct SweepRun {
    SweepValues values{};    // of SweepPlan::over
    int repeat = 0;          // 0 .. SweepPlan::seeds - 1
    std::uint64_t seed = 0;  // network.seed
    int train_size = 0;
    bool diverged = false;  // the metrics are meaningless then
    // The first step with a training accuracy of 0.9, looked at every kLookEvery steps from
    // 0 on and after the last; -1: none was found.
    std::int64_t steps_to_90 = -1;
    double nu = 0;  // Uzawa's multiplier at the end; 0 in the other modes
    // How the weights vary over depth (smoothness.h): over the steps looked at as for steps_to_90,
    // the largest jump and sqrt(sum |Z_{k+1} - Z_k|^2) over steps and layers; the others at the
    // end.
    struct Depth {
        double max_jump = 0, aggregate = 0, vn = 0, half_waves = 0;
    } depth{};
    // Lyapunov exponents of the training over the second half of its steps,
    // config.stability.vectors of them or one: the largest, NaN where it is not finite, and how
    // many are positive (stability_rows.h).
    struct Stability {
        double ftle = 0;
        int positive = 0;
    } stability{};
    // After SweepPlan::early steps: the largest exponent over them all, and the training loss, in
    // double precision.
    struct Early {
        double ftle = 0, loss = 0;
    } early{};
    Metrics metrics{};                         // test_accuracy on the 2,000 fresh points
    std::shared_ptr<const Weights> weights{};  // null: not kept
    double straightness() const { return metrics.displacement / metrics.action; }
};

// Throws UsageError, naming path and value, if a path is no number or not for a sweep, is there
// twice, or has a value that is out of range or should be whole.
void check_paths(const SweepPlan& plan);

// All settings of a plan, the second path's values within each of the first; those that differ in
// lambda alone are a group.
std::vector<std::vector<SweepValues>> settings_of(const SweepPlan& plan);

// The configuration of one run, without A.
Config config_of(const SweepPlan& plan, const SweepValues& values, int repeat);

// "λ = 0.03, seed 4", "layers = 8, learning rate = 0.1, seed 1"
std::string run_text(const SweepPlan& plan, const SweepRun& run);

}  // namespace la
