#include "app/state/sweep_settings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "app/readouts/differences.h"
#include "core/config/config_json.h"
#include "core/config/number_fields.h"
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

bool counts(std::string_view path, const SweepPlan& plan) {
    bool over_lambda = false;
    for (const PathValues& over : plan.over) {
        over_lambda |= over.path == kLambdaPath;
        if (path == over.path) {
            return false;
        }
    }
    return !path.starts_with("stop.") && !path.starts_with("shallow.") &&
           !path.starts_with("stability.") &&
           !(over_lambda && (path == "objective.mode" || path.starts_with("objective.uzawa.")));
}

constexpr std::array kShortList{
    kLambdaPath,     "network.layers",   "network.hidden",      "optimizer.learning_rate",
    "dataset.noise", "network.seed",     "optimizer.batch",     "dataset.points",
    "dataset.seed",  "network.init.std", "dataset.label_noise", "optimizer.weight_decay"};
constexpr std::array<std::string_view, 8> kLogPaths{
    kLambdaPath,      "network.hidden",         "optimizer.learning_rate", "optimizer.batch",
    "dataset.points", "optimizer.weight_decay", "network.init.std",        "objective.uzawa.nu"};

SweepAxis usual_lambda(SweepAxis out, const Config& config) {
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
    if (out.values <= 0) {
        const double decades = std::log10(out.to / out.from);
        out.values = std::clamp(static_cast<int>(std::lround(2 * decades)) + 1, 2, 21);
    }
    return out;
}

struct Ends {
    double from, to;
    int values;
};

// A range that shows what a setting does, around the value that the run has.
Ends usual_ends(const SweepAxis& axis, const Config& config, int train_points) {
    const double now = number_at(config, axis.path);
    if (axis.path.ends_with(".seed")) {
        return {now, now + 9, 10};
    }
    if (axis.path == "network.layers") {
        return {2, 16, 8};
    }
    if (axis.path == "network.hidden") {
        return {2, 32, 5};
    }
    if (axis.path == "network.dimension") {
        return {2, 6, 5};
    }
    if (axis.path == "optimizer.batch") {
        return {10.0, std::max(20.0, static_cast<double>(train_points)), 5};
    }
    if (axis.path == "dataset.noise") {
        return {0, info_of(config.dataset.kind).noise_most, 6};
    }
    const NumberRange range = sweep_range(axis.path);
    if (range.max <= 1) {
        return {range.min, range.max, 6};
    }
    return now > 0 ? Ends{now / 10, now * 10, 5} : Ends{axis.log ? 1e-5 : 0, 0.1, 5};
}

SweepAxis usual_axis(SweepAxis out, const Config& config, int train_points) {
    if (out.path == kLambdaPath) {
        return usual_lambda(std::move(out), config);
    }
    const Ends usual = usual_ends(out, config, train_points);
    if (out.from == 0 && out.to == 0) {
        out.from = usual.from;
        out.to = usual.to;
    }
    const NumberRange range = sweep_range(out.path);
    out.from = std::clamp(out.from, range.min, range.max);
    out.to = std::clamp(out.to, range.min, range.max);
    if (out.to < out.from) {
        std::swap(out.from, out.to);
    }
    out.log = out.log && out.from > 0;
    out.values = out.values > 0 ? out.values : usual.values;
    return out;
}

// The configuration of the largest network: with the last value of every setting.
Config largest(const SweepSettings& whole, const Config& config) {
    Config out = config;
    out.compare.clear();
    for (const SweepAxis* axis : {&whole.first, &whole.second}) {
        if (!axis->path.empty()) {
            set_number(out, axis->path, axis_values(*axis).back());
        }
    }
    return out;
}

}  // namespace

SweepAxis axis_over(const std::string& path) {
    return {.path = path, .log = std::ranges::find(kLogPaths, path) != kLogPaths.end()};
}

bool is_sweep_path(const std::string& path) {
    return is_number_field(path) && !path.starts_with("stop.");
}

std::vector<std::string> sweep_paths(const Config& config) {
    std::vector<std::string> out(kShortList.begin(), kShortList.end());
    for (const NumberField& field : number_fields()) {
        if (is_sweep_path(field.path) && std::ranges::find(out, field.path) == out.end()) {
            out.push_back(field.path);
        }
    }
    if (!has_generator(config.dataset)) {
        std::erase_if(out, [](const std::string& path) { return path.starts_with("dataset."); });
    }
    return out;
}

std::string sweep_name(const std::string& path) {
    return path == "dataset.seed"     ? "seed of data"
           : path == "optimizer.seed" ? "seed of batches"
                                      : field_name(path);
}

NumberRange sweep_range(const std::string& path) {
    NumberRange out = path == kLambdaPath ? NumberRange{kMinSweepLambda, kMaxSweepLambda}
                                          : number_field_at(path).range;
    if (out.min_excluded) {
        out.min = 1e-6;
    }
    return out;
}

SweepSettings usual_sweep(const SweepSettings& chosen, const Config& config, int train_points) {
    SweepSettings out = chosen;
    out.first = usual_axis(chosen.first, config, train_points);
    double settings = static_cast<double>(axis_values(out.first).size());
    const bool grid = !chosen.second.path.empty() && chosen.second.path != chosen.first.path;
    if (grid) {
        out.second = usual_axis(chosen.second, config, train_points);
        settings *= static_cast<double>(axis_values(out.second).size());
    } else {
        out.second = {};
    }
    if (out.seeds <= 0) {
        out.seeds = grid ? 2 : 5;
    }
    if (out.steps <= 0) {
        const Config large = largest(out, config);
        const int batch = std::max(1, std::min(large.optimizer.batch, train_points));
        const double epoch = std::ceil(static_cast<double>(train_points) / batch);
        const double wanted = std::max(kUsualSteps, kUsualEpochs * epoch);
        const double runs = settings * out.seeds;
        const double affordable = kSeconds * kArithmetic / (runs * operations(large, batch));
        out.steps = round_down(std::clamp(std::min(wanted, affordable), kMinSteps, 1e5));
    }
    return out;
}

std::vector<double> axis_values(const SweepAxis& whole) {
    const bool lambda = whole.path == kLambdaPath;
    const bool counts = number_field_at(whole.path).whole;
    const NumberRange range = sweep_range(whole.path);
    std::vector<double> out(lambda ? 1 : 0);
    for (int i = 0; i < whole.values; ++i) {
        const double part = whole.values > 1 ? static_cast<double>(i) / (whole.values - 1) : 0;
        const double value = whole.log ? whole.from * std::pow(whole.to / whole.from, part)
                                       : whole.from + (whole.to - whole.from) * part;
        out.push_back(
            std::clamp(counts ? std::round(value) : three_digits(value), range.min, range.max));
    }
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

std::vector<PathValues> sweep_over(const SweepSettings& whole) {
    std::vector<PathValues> out;
    for (const SweepAxis* axis : {&whole.first, &whole.second}) {
        if (!axis->path.empty()) {
            out.push_back({axis->path, axis_values(*axis), axis->log});
        }
    }
    return out;
}

SweepPlan sweep_plan(const SweepSettings& chosen, const Snapshot& run, int threads) {
    const SweepSettings whole = usual_sweep(chosen, *run.config, run.data->train);
    SweepPlan out{.config = *run.config,
                  .over = sweep_over(whole),
                  .train_sizes = {},
                  .seeds = whole.seeds,
                  .steps = whole.steps,
                  .engine = {.device = "cpu", .threads = threads, .engine = EngineKind::Auto},
                  .at_once = 1,
                  .needs_test = false};
    out.early = whole.early;
    out.finds_steps_to_90 = !out.over_lambda_alone();
    out.measures_weights = out.over.front().path == "network.layers";
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
        if (then[i].value != present[i].value && counts(then[i].path, plan)) {
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
