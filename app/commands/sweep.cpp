#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <memory>
#include <optional>
#include <utility>

#include "app/commands/commands.h"
#include "app/commands/data_notes.h"
#include "app/commands/options.h"
#include "app/commands/progress.h"
#include "app/commands/sweep_values.h"
#include "app/window/interrupt.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/number_text.h"
#include "core/config/number_fields.h"
#include "core/data/dataset_kinds.h"
#include "core/io/sweep_csv.h"
#include "core/io/sweep_json.h"
#include "core/sweep/foretold.h"
#include "core/sweep/sweep.h"

namespace la {

using namespace std::chrono_literals;

namespace {

struct SweepOptions {
    RunOptions run;
    std::optional<std::string> lambda;                  // first:last:count, or a list
    std::vector<std::pair<std::string, Spacing>> over;  // PATH=first:last:count, or PATH=list
    bool stray_log = false;                             // --log with no --over before it
    std::string measure;      // "weights" or "stability": its columns, too
    std::int64_t early = 0;   // SweepPlan::early
    std::string train_sizes;  // a list; empty: the whole training split
    int seeds = 5;
    std::int64_t steps = 2000;
    std::filesystem::path out;
    bool force = false;
};

// Lies beside the table and says what it came from.
std::filesystem::path plan_file(const SweepOptions& options) {
    return std::filesystem::path(options.out).replace_extension(".json");
}

void check_out(const SweepOptions& options) {
    namespace fs = std::filesystem;
    std::error_code error;
    if (plan_file(options) == options.out) {
        throw UsageError("--out " + options.out.string() +
                         ": a table is written, and what it came from into a .json beside it; "
                         "give F.csv");
    }
    for (const fs::path& file : {options.out, plan_file(options)}) {
        if (fs::is_directory(file, error)) {
            throw Error("--out " + file.string() + " is a folder; give a file, F.csv");
        }
        if (fs::exists(file, error) && !options.force) {
            throw Error("the file " + file.string() +
                        " is there already; give another --out, or --force to write over it");
        }
    }
    const fs::path folder = options.out.has_parent_path() ? options.out.parent_path() : ".";
    if (!fs::is_directory(folder, error)) {
        throw Error("cannot write " + options.out.string() + ": there is no folder " +
                    folder.string());
    }
}

std::string with_interval(const MeanInterval& value, const char* format) {
    char mean[32], half[32];
    std::snprintf(mean, sizeof mean, format, value.mean);
    std::snprintf(half, sizeof half, format, value.half);
    return std::isfinite(value.half)   ? std::string(mean) + " ± " + half
           : std::isfinite(value.mean) ? mean
                                       : "-";
}

// One line per training size and setting: mean and 95% confidence interval over the seeds.
void print_summary(const SweepPlan& plan, const std::vector<SweepRun>& runs) {
    std::printf("mean ± 95%% confidence interval over the seeds\n%10s", "train_size");
    std::vector<int> widths;
    for (const PathValues& over : plan.over) {
        const std::string name = short_name(over.path, '_');
        widths.push_back(std::max(10, static_cast<int>(name.size())));
        std::printf(" %*s", widths.back(), name.c_str());
    }
    std::printf(" %5s  %-18s %-18s %s\n", "runs",
                plan.config.dataset.task == DatasetTask::Values ? "test_r2" : "test_accuracy",
                "action", "straightness");
    for (std::size_t at = 0; at < runs.size();) {
        const SweepRun& first = runs[at];
        std::vector<double> accuracy, action, straightness;
        int diverged = 0;
        for (; at < runs.size() && runs[at].train_size == first.train_size &&
               runs[at].values == first.values;
             ++at) {
            if (runs[at].diverged) {
                ++diverged;
                continue;
            }
            accuracy.push_back(runs[at].metrics.test_accuracy);
            action.push_back(runs[at].metrics.action);
            straightness.push_back(runs[at].straightness());
        }
        std::printf("%10d", first.train_size);
        for (std::size_t i = 0; i < widths.size(); ++i) {
            std::printf(" %*s", widths[i], number_text(first.values[i]).c_str());
        }
        // Two bytes of "±" are one column.
        std::printf(" %5zu  %-19s %-19s %s", accuracy.size(),
                    with_interval(mean_interval(accuracy), "%.4f").c_str(),
                    with_interval(mean_interval(action), "%.4g").c_str(),
                    with_interval(mean_interval(straightness), "%.3f").c_str());
        std::printf(diverged ? "   %d diverged\n" : "\n", diverged);
    }
}

void print_foretold(const SweepPlan& plan, const std::vector<SweepRun>& runs) {
    const Foretold found = foretold(runs);
    std::printf("%d of %d runs failed: a training score below 0.9 at the end\n", found.failed,
                found.runs);
    if (std::isfinite(found.by_exponent)) {
        std::printf("AUC of failing at step %lld: exponent %.3f, loss %.3f (0.5 says nothing)\n",
                    static_cast<long long>(plan.early), found.by_exponent, found.by_loss);
    }
}

void write_table(const SweepOptions& options, const Sweep& sweep,
                 const std::vector<SweepRun>& runs) {
    write_file(options.out, sweep_csv(sweep.plan(), runs));
    write_file(plan_file(options), sweep_json(sweep.plan()));
}

// Fails now if the files cannot be written. Older ones stay until there is a run to replace them.
void begin_table(const SweepOptions& options, const Sweep& sweep) {
    std::error_code ignored;
    require_writable(options.out);
    require_writable(plan_file(options));
    if (!std::filesystem::exists(options.out, ignored)) {
        write_table(options, sweep, {});
    }
}

// Whatever happens, the files are whole and have all runs that were finished a second before.
void run_to_the_end(const SweepOptions& options, Sweep& sweep, Progress& progress) {
    std::size_t written = 0;
    auto written_at = std::chrono::steady_clock::now();
    while (!sweep.finished() && !interrupted()) {
        std::this_thread::sleep_for(20ms);
        progress.at(sweep.steps_done());
        const auto now = std::chrono::steady_clock::now();
        if (now - written_at < 1s) {
            continue;
        }
        written_at = now;
        const std::vector<SweepRun> runs = sweep.runs();
        if (runs.size() > written) {
            try {
                write_table(options, sweep, runs);
                written = runs.size();
            } catch (const Error&) {
                written_at = now + 10s;  // the disk may have room again before the end
            }
        }
    }
    sweep.stop();
}

// Elsewhere, if there is no room for the table where it belongs.
void write_last_table(const SweepOptions& options, const Sweep& sweep,
                      const std::vector<SweepRun>& runs) {
    try {
        write_table(options, sweep, runs);
    } catch (const Error& error) {
        const std::filesystem::path kept =
            write_elsewhere(options.out.filename().string(), sweep_csv(sweep.plan(), runs));
        throw Error(error.what() + (kept.empty() ? std::string("; the table is lost")
                                                 : "; the table is in " + kept.string()));
    }
}

void check_what_is_swept(const SweepOptions& options) {
    if (!options.lambda && options.over.empty()) {
        throw UsageError("sweep: --lambda or --over is missing; try --over network.layers=2,4,8");
    }
    if (options.early > 0 && options.measure != "stability") {
        throw UsageError("--early: it is about exponents; add --measure stability");
    }
    if (options.early > options.steps) {
        throw UsageError("--early: " + std::to_string(options.early) + " of " +
                         std::to_string(options.steps) + " steps; try fewer");
    }
    if (options.stray_log) {
        throw UsageError("--log: it stands behind the --over whose range it spaces");
    }
}

int run_sweep(const SweepOptions& options, const EngineFactory& factory) {
    SweepPlan plan{.config = options.run.residual_config(),
                   .over = {},
                   .train_sizes = parse_sizes(options.train_sizes),
                   .seeds = options.seeds,
                   .steps = options.steps,
                   .engine = options.run.engine};
    for (const auto& [text, spacing] : options.over) {
        plan.over.push_back(parse_over(text, spacing));
        plan.finds_steps_to_90 = true;
    }
    plan.measures_weights = options.measure == "weights";
    plan.measures_stability = options.measure == "stability" && options.early == 0;
    plan.early = options.early;
    if (plan.over.empty()) {
        plan.over.push_back(parse_lambda(*options.lambda));
    }
    check_paths(plan);
    check_out(options);
    check_device(options.run.engine.device);
    if (const DatasetConfig& dataset = plan.config.dataset; !has_generator(dataset)) {
        plan.points = std::make_shared<const Dataset>(make_dataset(dataset));
        print_data_notes(dataset, *plan.points);
    }
    Sweep sweep(std::move(plan), factory);
    begin_table(options, sweep);

    Progress progress("sweep", "steps", sweep.steps_total());
    sweep.start();
    run_to_the_end(options, sweep, progress);
    progress.end();
    const std::vector<SweepRun> runs = sweep.runs();
    write_last_table(options, sweep, runs);
    if (!sweep.finished()) {
        std::fprintf(stderr, "leastaction: interrupted; %s has the %zu runs that are finished\n",
                     options.out.c_str(), runs.size());
        return 130;
    }
    print_summary(sweep.plan(), runs);
    if (sweep.plan().early > 0) {
        print_foretold(sweep.plan(), runs);
    }
    return 0;
}

}  // namespace

void add_sweep(CLI::App& program, Selected& selected) {
    const auto options = std::make_shared<SweepOptions>();
    CLI::App& command = *program.add_subcommand(
        "sweep",
        "Train many networks over lambda or any other number of the configuration, training size "
        "and seed; leaves a table");
    add_run_options(command, options->run);
    CLI::Option* lambda = command.add_option("--lambda", options->lambda,
                                             "first:last:count, or values with commas between");
    const auto add_over = [options](const std::string& text) {
        options->over.emplace_back(text, Spacing::Linear);
    };
    command
        .add_option_function<std::string>(
            "--over", add_over,
            "PATH=first:last:count, or PATH=values with commas between; twice for a grid. PATH "
            "names a number of config.json, such as network.layers")
        ->trigger_on_parse()
        ->excludes(lambda);
    command
        .add_flag_callback(
            "--log",
            [options] {
                options->stray_log |= options->over.empty();
                if (!options->over.empty()) {
                    options->over.back().second = Spacing::Log;
                }
            },
            "The range of the --over before it goes in equal ratios")
        ->trigger_on_parse();
    command
        .add_option("--measure", options->measure,
                    "weights: also how they vary over the layers; stability: also the "
                    "Lyapunov exponents of the second half; with --over")
        ->check(CLI::IsMember({"weights", "stability"}))
        ->excludes(lambda);
    command
        .add_option("--early", options->early,
                    "With --measure stability: of every run the largest exponent over its first N "
                    "steps and its loss then, and how well they foretell which runs fail")
        ->check(CLI::Range(std::int64_t{1}, kMaxSteps));
    command.add_option("--seeds", options->seeds, "Runs per point, each with a seed of its own")
        ->check(CLI::Range(1, 10000))
        ->capture_default_str();
    command.add_option("--train-sizes", options->train_sizes,
                       "Training points, with commas between");
    command.add_option("--steps", options->steps, "Steps of every run")
        ->check(CLI::Range(std::int64_t{0}, kMaxSteps))
        ->capture_default_str();
    command.add_option("--out", options->out, "The table to write, a CSV file")->required();
    command.add_flag("--force", options->force, "Write over a file that is there");
    command.callback([options, &selected] {
        selected.run = [options, &selected] {
            check_run_options(options->run);
            check_what_is_swept(*options);
            return run_sweep(*options, selected.factory);
        };
    });
}

}  // namespace la
