#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "app/commands/commands.h"
#include "app/commands/options.h"
#include "app/commands/progress.h"
#include "app/commands/table_folder.h"
#include "app/window/interrupt.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/number_text.h"
#include "core/io/session_file.h"
#include "core/io/shallow_csv.h"
#include "core/shallow/shallow_training.h"

namespace la {

namespace {

namespace fs = std::filesystem;

constexpr const char* kTables[] = {"shallow.csv", "nodes.csv", "saturation.csv"};

struct MeanFieldOptions {
    RunOptions run;
    fs::path session;  // to go on from; empty: start from the beginning
    double time = 0;
    fs::path out;
    bool force = false;
};

// The first step at which this time has passed.
std::int64_t steps_of(double time, double rate) {
    const double steps = std::ceil(time / rate * (1 - 1e-12));
    if (!(steps <= kMaxPictureSteps)) {
        throw UsageError("--time " + readable_number_text(time) + " is more than " +
                         std::to_string(kMaxPictureSteps) +
                         " steps; give less, or a higher shallow.rate");
    }
    return static_cast<std::int64_t>(steps);
}

// How far the nodes have been led by the output's scale.
const char* word_for(double correlation) {
    return correlation > 0.95 ? "rich" : correlation < 0.5 ? "lazy" : "nearly lazy";
}

void print_summary(const ShallowSnapshot& run) {
    std::printf("t %g, step %lld: %zu nodes, %d points, %d fresh\n", run.time(),
                static_cast<long long>(run.step), run.start->a.size(), run.train->size(),
                run.fresh->size());
    if (!run.no_theory.empty()) {
        std::printf("there is no theory: %s\n", run.no_theory.c_str());
    }
    for (const ShallowNetworkSnapshot& network : run.networks) {
        const ShallowMeasures& m = network.measures;
        const char* word = word_for(m.correlation);
        if (network.theory) {
            const MeanField::Point theory = network.theory->at(run.time());
            std::printf("alpha %-8g gamma %.4f (theory %.4f), unsatisfied %.4f (theory %.4f)",
                        network.alpha, m.gamma, theory.gamma, m.phi, theory.phi);
        } else {
            std::printf("alpha %-8g gamma %.4f, unsatisfied %.4f", network.alpha, m.gamma, m.phi);
        }
        std::printf(", error %.4f, fresh %.4f, correlation %.3f: %s\n", m.train_error,
                    m.fresh_error, m.correlation, word);
    }
}

ShallowTraining begin(const MeanFieldOptions& options) {
    if (options.session.empty()) {
        return ShallowTraining(options.run.config());
    }
    const std::shared_ptr<const ShallowState> from = read_session(options.session).training.shallow;
    if (!from) {
        throw Error("cannot go on: " + options.session.string() +
                    " has no shallow run, as the page mean field was never opened; open it "
                    "there, or try --preset");
    }
    return ShallowTraining(*from);
}

int run_mean_field(const MeanFieldOptions& options) {
    ShallowTraining training = begin(options);
    const std::int64_t steps = steps_of(options.time, training.config().shallow.rate);
    if (steps < training.steps()) {
        throw UsageError("--time " + readable_number_text(options.time) + ": " +
                         options.session.string() + " is at time " +
                         readable_number_text(training.snapshot()->time()) + " already; give more");
    }
    check_table_folder(options.out, kTables, options.force);
    Progress progress("training", "steps", steps);
    while (training.steps() < steps && !training.diverged() && !training.stopped() &&
           !interrupted()) {
        training.step();
        progress.at(training.steps());
    }
    progress.end();
    const std::shared_ptr<const ShallowSnapshot> run = training.snapshot();
    write_file(options.out / kTables[0], shallow_csv(*run));
    write_file(options.out / kTables[1], nodes_csv(*run));
    write_file(options.out / kTables[2], saturation_csv(*run));
    if (run->diverged) {
        throw Error(run->message + "; " + options.out.string() + " has the nodes of step " +
                    std::to_string(run->step) + ", the last before");
    }
    if (interrupted()) {
        std::fprintf(stderr, "leastaction: interrupted at step %lld; %s is written up to there\n",
                     static_cast<long long>(run->step), options.out.c_str());
        return 130;
    }
    print_summary(*run);
    return 0;
}

}  // namespace

void add_meanfield(CLI::App& program, Selected& selected) {
    const auto options = std::make_shared<MeanFieldOptions>();
    CLI::App& command = *program.add_subcommand(
        "meanfield",
        "Train shallow networks (shallow.* of the configuration) beside their mean-field theory; "
        "leaves tables in a folder");
    add_config_options(command, options->run);
    add_session_option(command, options->session);
    command.add_option("--time", options->time, "Train to this time: steps times shallow.rate")
        ->required()
        ->check(between(0, 1e9));
    command.add_option("--out", options->out, "The folder to write")->required();
    command.add_flag("--force", options->force, "Write over tables that are there");
    command.callback(
        [options, &selected] { selected.run = [options] { return run_mean_field(*options); }; });
}

}  // namespace la
