#include <cstdio>
#include <exception>
#include <memory>
#include <string>

#include "app/commands/commands.h"
#include "app/commands/data_notes.h"
#include "app/commands/model_options.h"
#include "app/commands/options.h"
#include "app/commands/progress.h"
#include "app/experiment/model_snapshot.h"
#include "app/readouts/score_words.h"
#include "app/window/interrupt.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/pytorch_script.h"
#include "core/io/run_folder.h"
#include "core/io/run_writer.h"
#include "core/io/session_file.h"
#include "core/train/metrics_log.h"

namespace la {

namespace {

struct TrainOptions {
    RunOptions run;
    std::filesystem::path session;  // to go on from; empty: start from the beginning
    std::filesystem::path save;     // a session to leave at the end; empty: none
    std::filesystem::path script;   // the run as a program in PyTorch; empty: none
    std::int64_t steps = 0;         // of the whole run
    std::filesystem::path init;     // a model file; empty: weights by the seed
    std::int64_t every = 0;         // spacing of metrics.csv; 0: about 1,000 rows
    std::filesystem::path out;
    bool force = false;
};

void start_from_model(const TrainOptions& options, const ModelFile& model, Training& training) {
    const Snapshot start = training.snapshot();
    std::vector<Weights> weights;
    for (const MemberSnapshot& member : start.members) {
        weights.push_back(
            weights_for(model, member.config.network, start.data->classes, options.init));
    }
    training.start_from(std::move(weights));
}

// Throws Error before the folder of the run is made if its engine could not be.
void require_engine(const EngineOptions& engine) {
    check_device(engine.device);
    if (engine.engine == EngineKind::Torch) {
        torch_version();
    }
}

// Starts from a session, a model file, or the configuration alone.
Training begin(const TrainOptions& options, const EngineFactory& factory) {
    if (!options.session.empty()) {
        const TrainingState from = read_session(options.session).training;
        if (from.now.step > options.steps) {
            throw UsageError("--steps " + std::to_string(options.steps) + ": " +
                             options.session.string() + " is at step " +
                             std::to_string(from.now.step) + " already; give more");
        }
        const EngineOptions engine = engine_for(from.engine, options.run.engine);
        require_engine(engine);
        return {from, engine, factory};
    }
    const ModelFile model =
        options.init.empty() ? ModelFile{}
                             : ModelReader(options.init, model_reader_options(options.run)).file();
    const Config config = options.init.empty() ? options.run.residual_config()
                                               : config_for_model(options.run, model, options.init);
    require_engine(options.run.engine);
    Training out(config, options.run.engine, factory,
                 options.every > 0 ? options.every : rows_every(options.steps));
    if (!options.init.empty()) {
        start_from_model(options, model, out);
    }
    return out;
}

// Throws Error before the first step if the run cannot be a script that trains as it does.
void require_exportable(const TrainOptions& options, const Snapshot& start) {
    const std::string changed = changed_in_its_midst(start);
    if (!changed.empty()) {
        throw Error("--script " + options.script.string() + ": " + options.session.string() +
                    " was changed in its midst (" + changed +
                    "), and a script has one setting from step 0; try replay");
    }
    (void)pytorch_script(start);
}

// Says what trains, and what auto measured if it had to choose.
void print_engine(const Snapshot& run) {
    std::printf("engine: %s on %s%s%s\n", run.engine.c_str(), run.device.c_str(),
                run.choice.empty() ? "" : "; ", run.choice.c_str());
    std::fflush(stdout);
}

void print_summary(const TrainOptions& options, const Snapshot& run) {
    std::printf("%s: %lld steps", options.out.c_str(), static_cast<long long>(run.step));
    const MetricsRow& row = run.rows->back();
    if (row.step == run.step) {
        const Metrics& metrics = row.members.back();
        std::printf(", loss %.4g, %s %.4g, action %.4g", metrics.loss, score_word(*run.data),
                    metrics.test_accuracy, metrics.action);
    }
    std::printf("\n");
}

// The session first: everything else can be made of it. What fails keeps nothing else from being
// written.
void write_all(const TrainOptions& options, Training& training, const Snapshot& run,
               RunWriter& folder) {
    std::string failures;
    const auto attempt = [&failures](const auto& write) {
        try {
            write();
        } catch (const std::exception& error) {
            failures += (failures.empty() ? "" : "; ") + std::string(error.what());
        }
    };
    if (!options.save.empty()) {
        attempt([&] { write_session(options.save, {training.state(), ""}); });
    }
    attempt([&] { folder.write(run, options.init.string()); });
    if (!options.script.empty()) {
        attempt([&] { write_file(options.script, pytorch_script(run)); });
    }
    if (!failures.empty()) {
        throw Error(failures);
    }
}

int run_train(const TrainOptions& options, const EngineFactory& factory) {
    Training training = begin(options, factory);
    print_data_notes(training.config().dataset, *training.snapshot().data);
    if (!options.save.empty()) {
        require_writable(options.save);
    }
    if (!options.script.empty()) {
        require_exportable(options, training.snapshot());
    }
    RunWriter folder(options.out, options.force);
    if (!options.script.empty()) {
        require_writable(options.script);  // it may lie in the folder, which is there now
    }
    training.prepare();  // even for 0 steps: config.json names the engine

    print_engine(training.snapshot());
    if (options.every > 0 && options.steps / options.every >= MetricsLog::kMost) {
        std::fprintf(
            stderr,
            "leastaction: --every %lld would be more than %lld rows: whenever there are so "
            "many, every second one goes\n",
            static_cast<long long>(options.every), static_cast<long long>(MetricsLog::kMost));
    }
    Progress progress("training", "steps", options.steps);
    while (training.steps() < options.steps && !training.diverged() && !training.stopped() &&
           !interrupted()) {
        training.step();
        progress.at(training.steps());
    }
    const Snapshot run = training.snapshot();
    progress.end();
    write_all(options, training, run, folder);
    if (run.status == Status::Diverged) {
        throw Error(run.message + "; " + options.out.string() + " has the weights of step " +
                    std::to_string(run.step) + ", the last before");
    }
    if (run.step < options.steps && !run.stopped) {
        std::fprintf(stderr, "leastaction: interrupted at step %lld; %s is written up to there\n",
                     static_cast<long long>(run.step), options.out.c_str());
        return 130;
    }
    print_summary(options, run);
    if (run.stopped) {
        std::printf("%s\n", run.message.c_str());
    }
    return 0;
}

}  // namespace

void add_train(CLI::App& program, Selected& selected) {
    const auto options = std::make_shared<TrainOptions>();
    CLI::App& command = *program.add_subcommand(
        "train", "Train without a display; leaves the metrics, the data and the model in a folder");
    add_run_options(command, options->run);
    command.add_option("--steps", options->steps, "Steps to train; 0 leaves the first weights")
        ->check(CLI::Range(std::int64_t{0}, kMaxSteps))
        ->required();
    auto* init =
        command.add_option("--init", options->init,
                           "Start from a model.safetensors, a model.pt or a PyTorch state dict");
    add_trust_option(command, options->run, init);
    auto* every =
        command.add_option("--every", options->every, "Steps between the rows of metrics.csv");
    every->check(CLI::Range(std::int64_t{1}, kMaxSteps));
    add_session_option(command, options->session)->excludes(init)->excludes(every);
    command.add_option("--save", options->save, "Leave a session, too, to go on from");
    command.add_option("--script", options->script,
                       "Leave the run as a program in plain PyTorch, too");
    command.add_option("--out", options->out, "The folder to write")->required();
    command.add_flag("--force", options->force, "Write into a folder that is not empty");
    command.callback([options, &selected] {
        selected.run = [options, &selected] {
            check_run_options(options->run);
            return run_train(*options, selected.factory);
        };
    });
}

}  // namespace la
