#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "app/commands/commands.h"
#include "app/commands/data_notes.h"
#include "app/commands/options.h"
#include "app/commands/progress.h"
#include "app/commands/table_folder.h"
#include "app/window/interrupt.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/config_json.h"
#include "core/io/run_folder.h"
#include "core/io/session_file.h"
#include "core/io/stability_csv.h"
#include "core/stability/probe.h"
#include "core/train/training.h"

namespace la {

namespace {

namespace fs = std::filesystem;

constexpr const char* kTables[] = {"ftle.csv", "covariant.csv"};

struct StabilityOptions {
    RunOptions run;
    fs::path session;  // to go on from; empty: start from the beginning
    std::int64_t steps = 0;
    std::string vectors, window, covariant, twin;  // as typed; empty: the configuration's
    fs::path out;
    bool force = false;
};

// What is typed wins over the configuration; at least one vector is carried along.
void apply(const StabilityOptions& options, Config& config) {
    const std::pair<const char*, const std::string&> typed[] = {{"vectors", options.vectors},
                                                                {"window", options.window},
                                                                {"covariant", options.covariant},
                                                                {"twin", options.twin}};
    for (const auto& [name, value] : typed) {
        if (!value.empty()) {
            set_field(config, std::string("stability.") + name + "=" + value);
        }
    }
    if (config.stability.vectors == 0) {
        config.stability.vectors = 1;
    }
}

EngineOptions engine_with_twin(EngineOptions engine, const StabilityConfig& stability) {
    if (stability.twin > 0 && engine.engine != EngineKind::Double) {
        if (engine.engine != EngineKind::Auto) {
            throw UsageError(
                "a twin is told from rounding in double precision only; try --engine "
                "double, or --twin 0");
        }
        engine.engine = EngineKind::Double;
    }
    check_device(engine.device);
    return engine;
}

Training begin(const StabilityOptions& options, const EngineFactory& factory) {
    if (options.session.empty()) {
        Config config = options.run.residual_config();
        apply(options, config);
        return {config, engine_with_twin(options.run.engine, config.stability), factory,
                rows_every(options.steps)};
    }
    TrainingState from = read_session(options.session).training;
    if (options.steps <= from.now.step) {
        throw UsageError("--steps " + std::to_string(options.steps) + ": " +
                         options.session.string() + " is at step " + std::to_string(from.now.step) +
                         " already; give more");
    }
    apply(options, from.config);
    EngineOptions engine = engine_for(from.engine, options.run.engine);
    if (options.run.engine.engine == EngineKind::Auto && from.config.stability.twin > 0) {
        engine.engine = EngineKind::Double;
    }
    return {from, engine_with_twin(engine, from.config.stability), factory};
}

// Refuses what cannot be measured, before the first step; says what is measured less.
void check_plan(const Snapshot& start) {
    for (const MemberSnapshot& member : start.members) {
        const StabilityPlan plan = plan_for(start.config->stability, member.config.optimizer.kind,
                                            member.weights->values.size());
        if (plan.vectors == 0) {
            throw UsageError("--vectors " + std::to_string(start.config->stability.vectors) + ": " +
                             plan.notice);
        }
        if (!plan.notice.empty()) {
            std::fprintf(stderr, "leastaction: %s\n", plan.notice.c_str());
        }
    }
}

void print_summary(const Snapshot& run) {
    std::printf("step %lld\n", static_cast<long long>(run.step));
    for (std::size_t m = 0; m < run.members.size(); ++m) {
        const StabilityMeasures& s = run.stability_rows->back().members[m];
        const StabilitySnapshot& carried = *run.members[m].stability;
        std::printf("%s  loss %.4g", run.is_a(m) ? "A" : "B", s.loss);
        if (carried.ended >= 0) {
            std::printf("; the tangent vectors were not finite after step %lld",
                        static_cast<long long>(carried.ended));
        } else {
            std::printf("; FTLE %+.4f per step over %d steps, %d of %d positive; %+.4f over all",
                        s.ftle.front(), run.config->stability.window, s.positive, carried.vectors,
                        s.mean.front());
        }
        if (std::isfinite(s.edge)) {
            std::printf("; rate x largest curvature %.4g, limit %.4g", s.edge, s.edge_limit);
        }
        if (std::isfinite(s.twin)) {
            std::printf("; twin at %.3g", s.twin);
        }
        std::printf("\n");
    }
}

int run_stability(const StabilityOptions& options, const EngineFactory& factory) {
    Training training = begin(options, factory);
    const Snapshot start = training.snapshot();
    check_plan(start);
    print_data_notes(training.config().dataset, *start.data);
    check_table_folder(options.out, kTables, options.force);
    training.prepare();
    Progress progress("training", "steps", options.steps);
    while (training.steps() < options.steps && !training.diverged() && !training.stopped() &&
           !interrupted()) {
        training.step();
        progress.at(training.steps());
    }
    progress.end();
    training.set_measures({});  // a row of the last step
    const Snapshot run = training.snapshot();
    write_file(options.out / kTables[0], ftle_csv(run));
    write_file(options.out / kTables[1], covariant_csv(run));
    if (run.status == Status::Diverged) {
        throw Error(run.message + "; " + options.out.string() + " has the steps before");
    }
    if (interrupted()) {
        std::fprintf(stderr, "leastaction: interrupted at step %lld; %s is written up to there\n",
                     static_cast<long long>(run.step), options.out.c_str());
        return 130;
    }
    print_summary(run);
    return 0;
}

}  // namespace

void add_stability(CLI::App& program, Selected& selected) {
    const auto options = std::make_shared<StabilityOptions>();
    CLI::App& command = *program.add_subcommand(
        "stability",
        "Train, and measure how stable the training is: Lyapunov exponents, the edge of stability, "
        "a twin; leaves tables in a folder");
    add_run_options(command, options->run);
    command.add_option("--steps", options->steps, "Length of the run, in updates")
        ->required()
        ->check(CLI::Range(std::int64_t{1}, kMaxSteps));
    add_session_option(command, options->session);
    command.add_option("--vectors", options->vectors,
                       "Tangent vectors, so many exponents, 1 to 16; default: the "
                       "configuration's, at least 1");
    command.add_option("--window", options->window,
                       "Steps over which an exponent is averaged; default: the configuration's");
    command.add_option("--covariant", options->covariant,
                       "Covariant vectors of so many last steps; default: the configuration's");
    command.add_option("--twin", options->twin,
                       "A twin of the run from this distance; needs engine double, which auto is "
                       "then; default: the configuration's");
    command.add_option("--out", options->out, "The folder to write")->required();
    command.add_flag("--force", options->force, "Write over tables that are there");
    command.callback([options, &selected] {
        selected.run = [options, &selected] {
            check_run_options(options->run);
            return run_stability(*options, selected.factory);
        };
    });
}

}  // namespace la
