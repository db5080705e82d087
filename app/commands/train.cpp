#include <cstdio>

#include "app/commands/commands.h"
#include "app/commands/progress.h"
#include "app/interrupt.h"
#include "core/error.h"
#include "core/io/config_json.h"
#include "core/io/model_file.h"
#include "core/io/run_folder.h"

namespace la {

namespace {

// Where neither a preset nor a file names the configuration, the model's own is taken.
Config config_for(const TrainOptions& options, const ModelFile& model) {
    RunOptions run = options.run;
    if (model.config.empty() || !run.preset.empty() || !run.config_file.empty()) {
        return run.config();
    }
    Config out;
    try {
        out = parse_config(model.config);
    } catch (const UsageError& error) {
        throw Error("model " + options.init.string() + ": its configuration: " + error.what() +
                    "; give --preset or --config");
    }
    for (const std::string& assignment : run.sets) {
        set_field(out, assignment);
    }
    return out;
}

// JSON text without its quotation marks, as one gives it to --set.
std::string bare(std::string text) {
    std::erase(text, '"');
    return text;
}

// The same weights can be another network: what a file says of itself must agree.
void check_same_network(const TrainOptions& options, const ModelFile& model,
                        const NetworkConfig& network) {
    if (model.config.empty()) {
        return;
    }
    Config own;
    try {
        own = parse_config(model.config);
    } catch (const UsageError&) {
        return;  // somebody else's
    }
    for (const char* path : {"network.activation", "network.scale"}) {
        const std::string has = bare(get_field(own, path));
        const std::string wanted = bare(get_field({.network = network}, path));
        if (has != wanted) {
            throw Error("model " + options.init.string() + " has " + path + " " + has +
                        ", the configuration " + wanted + "; try --set " + path + "=" + has);
        }
    }
}

void start_from_model(const TrainOptions& options, const ModelFile& model, Training& training) {
    const Snapshot start = training.snapshot();
    std::vector<Weights> weights;
    for (const MemberSnapshot& member : start.members) {
        check_same_network(options, model, member.config.network);
        weights.push_back(
            weights_of(model, member.config.network, start.data->classes, options.init));
    }
    training.start_from(std::move(weights));
}

// What trains, and where auto had to choose, what it measured.
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
        std::printf(", loss %.4g, accuracy %.4g, action %.4g", metrics.loss, metrics.test_accuracy,
                    metrics.action);
    }
    std::printf("\n");
}

}  // namespace

int run_train(const TrainOptions& options, const EngineFactory& factory) {
    const ModelFile model = options.init.empty() ? ModelFile{} : read_model(options.init);
    const Config config = config_for(options, model);
    check_device(options.run.engine.device);
    Training training(config, options.run.engine, factory,
                      options.every > 0 ? options.every : rows_every(options.steps));
    if (!options.init.empty()) {
        start_from_model(options, model, training);
    }
    open_run_folder(options.out, options.force);
    training.prepare();  // also for no steps: config.json says what would run

    print_engine(training.snapshot());
    Progress progress("training", "steps", options.steps);
    while (training.steps() < options.steps && !training.diverged() && !interrupted()) {
        training.step();
        progress.at(training.steps());
    }
    const Snapshot run = training.snapshot();
    progress.end();
    write_run(options.out, run, options.init.string());
    if (run.status == Status::Diverged) {
        throw Error(run.message + "; " + options.out.string() + " has the weights of step " +
                    std::to_string(run.step) + ", the last that are finite");
    }
    if (run.step < options.steps) {
        std::fprintf(stderr, "leastaction: interrupted at step %lld; %s is written up to there\n",
                     static_cast<long long>(run.step), options.out.c_str());
        return 130;
    }
    print_summary(options, run);
    return 0;
}

}  // namespace la
