#include "app/state/sweep_settings.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "app/readouts/differences.h"
#include "core/config/config_json.h"
#include "core/data/dataset_kinds.h"
#include "core/train/snapshot.h"

namespace la {

namespace {

constexpr double kSeconds = 4;           // upper bound of a sweep with the usual settings, roughly
constexpr double kArithmetic = 1e10;     // operations per second of one thread, roughly
constexpr double kDefaultLambda = 0.01;  // if the run has none
constexpr double kUsualSteps = 2000, kUsualEpochs = 50, kMinSteps = 100;

// Rounds down to 1, 2 or 5 times a power of ten.
int round_down(double value) {
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    const double lead = value / power;
    return static_cast<int>(power * (lead >= 5 ? 5 : lead >= 2 ? 2 : 1));
}

// Operations of one batch, forward and backward.
double operations(const Config& config, int batch) {
    const NetworkConfig& n = config.network;
    return 12.0 * n.layers * n.hidden * n.dimension * batch;
}

double three_digits(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3g", value);
    return std::strtod(text, nullptr);
}

bool counts(std::string_view path) {
    return path != "objective.lambda" && path != "objective.mode" &&
           !path.starts_with("objective.uzawa.") && !path.starts_with("stop.");
}

}  // namespace

SweepSettings usual_sweep(const SweepSettings& chosen, const Config& config, int train_points) {
    SweepSettings out = chosen;
    const double lambda = effective_lambda(config.objective);
    const double middle = std::log10(lambda > 0 ? lambda : kDefaultLambda);
    if (out.from <= 0) {
        out.from = std::clamp(std::pow(10.0, std::floor(middle - 2)), 1e-5, 1.0);
    }
    if (out.to <= 0) {
        out.to = std::clamp(std::pow(10.0, std::ceil(middle + 1.5)), 1e-3, 10.0);
    }
    if (out.to < out.from) {
        std::swap(out.from, out.to);
    }
    if (out.lambdas <= 0) {
        const double decades = std::log10(out.to / out.from);
        out.lambdas = std::clamp(static_cast<int>(std::lround(2 * decades)) + 1, 2, 21);
    }
    if (out.seeds <= 0) {
        out.seeds = 5;
    }
    if (out.steps <= 0) {
        const int batch = std::max(1, std::min(config.optimizer.batch, train_points));
        const double epoch = std::ceil(static_cast<double>(train_points) / batch);
        const double wanted = std::max(kUsualSteps, kUsualEpochs * epoch);
        const double runs = (out.lambdas + 1.0) * out.seeds;
        const double affordable = kSeconds * kArithmetic / (runs * operations(config, batch));
        out.steps = round_down(std::clamp(std::min(wanted, affordable), kMinSteps, 1e5));
    }
    return out;
}

std::vector<double> sweep_lambdas(const SweepSettings& whole) {
    std::vector<double> out{0};
    for (int i = 0; i < whole.lambdas; ++i) {
        const double fraction =
            whole.lambdas > 1 ? static_cast<double>(i) / (whole.lambdas - 1) : 0;
        out.push_back(three_digits(whole.from * std::pow(whole.to / whole.from, fraction)));
    }
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

SweepPlan sweep_plan(const SweepSettings& chosen, const Snapshot& run, int threads) {
    const SweepSettings whole = usual_sweep(chosen, *run.config, run.data->train);
    SweepPlan out{.config = *run.config,
                  .lambda = sweep_lambdas(whole),
                  .train_sizes = {},
                  .seeds = whole.seeds,
                  .steps = whole.steps,
                  .engine = {.device = "cpu", .threads = threads, .engine = EngineKind::Fused},
                  .at_once = 1,
                  .needs_test = false};
    out.config.compare.clear();
    out.config.cues.clear();
    if (!has_generator(out.config.dataset)) {
        out.points = run.data;
    }
    return out;
}

bool sweep_tests(const SweepPlan& plan) {
    return !plan.points || plan.points->train < plan.points->size();
}

std::string changed_since(const SweepPlan& plan, const Snapshot& now) {
    const std::vector<FieldValue> then = field_values(plan.config);
    const std::vector<FieldValue> present = field_values(*now.config);
    std::string out;
    const auto add = [&](const std::string& name) {
        if (out.find(name) == out.npos) {
            out += (out.empty() ? "" : ", ") + name;
        }
    };
    for (std::size_t i = 0; i < then.size(); ++i) {
        if (then[i].value != present[i].value && counts(then[i].path)) {
            const std::string_view path = then[i].path;
            add(path.ends_with(".seed") ? "seed" : field_name(path));
        }
    }
    if (plan.points && plan.points != now.data) {
        add("points");
    }
    return out;
}

}  // namespace la
