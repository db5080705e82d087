#include "core/sweep/sweep_plan.h"

#include <algorithm>
#include <cstdio>
#include <string_view>

#include "core/base/error.h"
#include "core/config/number_fields.h"
#include "core/data/dataset_kinds.h"

namespace la {

namespace {

void check_path(const SweepPlan& plan, const std::string& path) {
    number_field_at(path);
    if (path.starts_with("stop.")) {
        throw UsageError(path + ": every run of a sweep takes the same steps; it does not stop");
    }
    if (path.starts_with("dataset.") && (plan.points || !has_generator(plan.config.dataset))) {
        throw UsageError(path + ": points from a file or drawn by hand stay as they are; sweep " +
                         "another setting");
    }
}

// In the words of a message or a label: "λ", "learning rate".
std::string words_of(const std::string& path) {
    return path == kLambdaPath ? "λ" : short_name(path, ' ');
}

// The values of lambda are many and the runs short: it is set without a detour.
void set(Config& config, const std::string& path, double value) {
    if (path == kLambdaPath) {
        config.objective.lambda = value;
        config.objective.mode = value > 0 ? Mode::Weight : Mode::None;
    } else {
        set_number(config, path, value);
    }
}

}  // namespace

void check_paths(const SweepPlan& plan) {
    if (plan.over.empty() || plan.over.size() > 2) {
        throw UsageError("a sweep goes through one setting or two");
    }
    if (plan.over.size() == 2 && plan.over[0].path == plan.over[1].path) {
        throw UsageError(plan.over[0].path + ": a sweep goes through it once, not twice");
    }
    Config config = plan.config;
    config.compare.clear();
    for (const PathValues& over : plan.over) {
        check_path(plan, over.path);
        for (const double value : over.values) {
            set_number(config, over.path, value);
        }
    }
}

std::vector<std::vector<SweepValues>> settings_of(const SweepPlan& plan) {
    const bool grid = plan.over.size() == 2;
    const bool lambda_first = plan.over[0].path == kLambdaPath;
    const bool lambda_second = grid && plan.over[1].path == kLambdaPath;
    std::vector<std::vector<SweepValues>> out;
    const std::vector<double> none{0};
    const std::vector<double>& first = plan.over[0].values;
    const std::vector<double>& second = grid ? plan.over[1].values : none;
    for (std::size_t i = 0; i < first.size(); ++i) {
        for (std::size_t j = 0; j < second.size(); ++j) {
            const std::size_t group = lambda_first ? j : lambda_second ? i : i * second.size() + j;
            out.resize(std::max(out.size(), group + 1));
            out[group].push_back({first[i], second[j]});
        }
    }
    return out;
}

Config config_of(const SweepPlan& plan, const SweepValues& values, int repeat) {
    Config out = plan.config;
    out.compare.clear();
    for (std::size_t i = 0; i < plan.over.size(); ++i) {
        set(out, plan.over[i].path, values[i]);
    }
    out.dataset.seed += static_cast<std::uint64_t>(repeat);
    out.network.seed += static_cast<std::uint64_t>(repeat);
    out.optimizer.seed += static_cast<std::uint64_t>(repeat);
    return out;
}

std::string run_text(const SweepPlan& plan, const SweepRun& run) {
    std::string out;
    for (std::size_t i = 0; i < plan.over.size(); ++i) {
        const std::string& path = plan.over[i].path;
        char value[32];
        std::snprintf(value, sizeof value, number_field_at(path).whole ? "%.0f" : "%.3g",
                      run.values[i]);
        out += words_of(path) + " = " + value + ", ";
    }
    return out + "seed " + std::to_string(run.seed);
}

}  // namespace la
