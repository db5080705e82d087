#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <memory>
#include <thread>

#include "app/commands/commands.h"
#include "app/commands/data_notes.h"
#include "app/commands/options.h"
#include "app/commands/progress.h"
#include "app/window/interrupt.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/number_text.h"
#include "core/base/read_number.h"
#include "core/config/config_json.h"
#include "core/data/dataset_kinds.h"
#include "core/io/sweep_csv.h"
#include "core/io/sweep_json.h"
#include "core/sweep/sweep.h"

namespace la {

using namespace std::chrono_literals;

namespace {

struct SweepOptions {
    RunOptions run;
    std::string lambda;       // first:last:count, or a list
    std::string train_sizes;  // a list; empty: the whole training split
    int seeds = 5;
    std::int64_t steps = 2000;
    std::filesystem::path out;
    bool force = false;
};

double number(const std::string& option, const std::string& text) {
    const auto value = number_in(text);
    if (!value) {
        throw UsageError(option + ": \"" + text + "\" is not a number");
    }
    return *value;
}

std::vector<std::string> split(const std::string& text, char at) {
    std::vector<std::string> out;
    std::size_t begin = 0;
    for (std::size_t end; (end = text.find(at, begin)) != std::string::npos; begin = end + 1) {
        out.push_back(text.substr(begin, end - begin));
    }
    out.push_back(text.substr(begin));
    return out;
}

// "first:last:count" in equal steps, or values with commas between. Sorted, without duplicates.
std::vector<double> parse_lambda(const std::string& text) {
    std::vector<double> out;
    const std::vector<std::string> range = split(text, ':');
    if (range.size() == 3) {
        const double first = number("--lambda", range[0]);
        const double last = number("--lambda", range[1]);
        const double count = number("--lambda", range[2]);
        if (count < 2 || count > 10000 || count != std::floor(count) || last <= first) {
            throw UsageError("--lambda " + text +
                             ": expected first:last:count, first below last, count 2 to 10000");
        }
        for (int i = 0; i < count; ++i) {
            // Twelve digits: 0.03, not 0.030000000000000002.
            char value[32];
            std::snprintf(value, sizeof value, "%.12g", first + (last - first) * i / (count - 1));
            out.push_back(number("--lambda", value));
        }
    } else if (range.size() == 1) {
        for (const std::string& value : split(text, ',')) {
            out.push_back(number("--lambda", value));
        }
    } else {
        throw UsageError("--lambda " + text + ": expected first:last:count or a,b,c");
    }
    for (const double lambda : out) {
        Config checked;
        set_field(checked, "objective.lambda=" + number_text(lambda));
    }
    std::ranges::sort(out);
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

std::vector<int> parse_sizes(const std::string& text) {
    std::vector<int> out;
    for (const std::string& item : text.empty() ? std::vector<std::string>{} : split(text, ',')) {
        const double value = number("--train-sizes", item);
        if (value < 1 || value > 1e6 || value != std::floor(value)) {
            throw UsageError("--train-sizes " + item + ": expected whole numbers from 1");
        }
        out.push_back(static_cast<int>(value));
    }
    std::ranges::sort(out);
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

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

// One line per training size and lambda: mean and 95% confidence interval over the seeds.
void print_summary(const std::vector<SweepRun>& runs) {
    std::printf(
        "mean ± 95%% confidence interval over the seeds\n"
        "%10s %10s %5s  %-18s %-18s %s\n",
        "train_size", "lambda", "runs", "test_accuracy", "action", "straightness");
    for (std::size_t at = 0; at < runs.size();) {
        const SweepRun& first = runs[at];
        std::vector<double> accuracy, action, straightness;
        int diverged = 0;
        for (; at < runs.size() && runs[at].train_size == first.train_size &&
               runs[at].lambda == first.lambda;
             ++at) {
            if (runs[at].diverged) {
                ++diverged;
                continue;
            }
            accuracy.push_back(runs[at].metrics.test_accuracy);
            action.push_back(runs[at].metrics.action);
            straightness.push_back(runs[at].straightness());
        }
        // Two bytes of "±" are one column.
        std::printf("%10d %10s %5zu  %-19s %-19s %s", first.train_size,
                    number_text(first.lambda).c_str(), accuracy.size(),
                    with_interval(mean_interval(accuracy), "%.4f").c_str(),
                    with_interval(mean_interval(action), "%.4g").c_str(),
                    with_interval(mean_interval(straightness), "%.3f").c_str());
        std::printf(diverged ? "   %d diverged\n" : "\n", diverged);
    }
}

void write_table(const SweepOptions& options, const Sweep& sweep,
                 const std::vector<SweepRun>& runs) {
    write_file(options.out, sweep_csv(runs));
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
            write_elsewhere(options.out.filename().string(), sweep_csv(runs));
        throw Error(error.what() + (kept.empty() ? std::string("; the table is lost")
                                                 : "; the table is in " + kept.string()));
    }
}

int run_sweep(const SweepOptions& options, const EngineFactory& factory) {
    SweepPlan plan{.config = options.run.config(),
                   .lambda = parse_lambda(options.lambda),
                   .train_sizes = parse_sizes(options.train_sizes),
                   .seeds = options.seeds,
                   .steps = options.steps,
                   .engine = options.run.engine};
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
    print_summary(runs);
    return 0;
}

}  // namespace

void add_sweep(CLI::App& program, Selected& selected) {
    const auto options = std::make_shared<SweepOptions>();
    options->run.engine.threads =
        static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1u, 256u));
    CLI::App& command = *program.add_subcommand(
        "sweep", "Train many networks over lambda, training size and seed; leaves a table");
    add_run_options(command, options->run);
    command
        .add_option("--lambda", options->lambda, "first:last:count, or values with commas between")
        ->required();
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
            return run_sweep(*options, selected.factory);
        };
    });
}

}  // namespace la
