#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/commands/commands.h"
#include "app/commands/data_notes.h"
#include "app/commands/model_options.h"
#include "app/commands/options.h"
#include "app/commands/progress.h"
#include "app/commands/table_folder.h"
#include "app/experiment/model_snapshot.h"
#include "app/readouts/score_words.h"
#include "app/window/interrupt.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/run_folder.h"
#include "core/io/session_file.h"
#include "core/io/weights_csv.h"
#include "core/model/refine.h"

namespace la {

namespace {

namespace fs = std::filesystem;

constexpr const char* kTables[] = {"smoothness.csv", "depth.csv", "refine.csv"};

struct WeightsOptions {
    RunOptions run;
    fs::path session;  // to look at, or to go on from; empty: start from the beginning
    fs::path model;    // a model file of ours; empty: weights by the seed
    std::int64_t steps = 0;
    std::vector<int> refine{2, 4};
    fs::path out;
    bool force = false;
};

Training begin(const WeightsOptions& options, const EngineFactory& factory) {
    if (!options.session.empty()) {
        const TrainingState from = read_session(options.session).training;
        if (options.steps > 0 && options.steps < from.now.step) {
            throw UsageError("--steps " + std::to_string(options.steps) + ": " +
                             options.session.string() + " is at step " +
                             std::to_string(from.now.step) + " already; give more, or none");
        }
        const EngineOptions engine = engine_for(from.engine, options.run.engine);
        check_device(engine.device);
        return {from, engine, factory};
    }
    const ModelFile model =
        options.model.empty()
            ? ModelFile{}
            : ModelReader(options.model, model_reader_options(options.run)).file();
    const Config config = options.model.empty()
                              ? options.run.residual_config()
                              : config_for_model(options.run, model, options.model);
    check_device(options.run.engine.device);
    Training out(config, options.run.engine, factory, rows_every(options.steps));
    if (!options.model.empty()) {
        const Snapshot start = out.snapshot();
        std::vector<Weights> weights;
        for (const MemberSnapshot& member : start.members) {
            weights.push_back(
                weights_for(model, member.config.network, start.data->classes, options.model));
        }
        out.start_from(std::move(weights));
    }
    return out;
}

// Refused before the first step: a factor that makes more layers than there can be.
void check_factors(const WeightsOptions& options, const Snapshot& start) {
    for (const MemberSnapshot& member : start.members) {
        for (const int factor : options.refine) {
            const int layers = member.config.network.layers;
            if (layers * factor > kMaxRefinedLayers) {
                throw UsageError("--refine " + std::to_string(factor) + ": " +
                                 std::to_string(layers) + " layers become " +
                                 std::to_string(layers * factor) + ", more than " +
                                 std::to_string(kMaxRefinedLayers));
            }
        }
    }
}

std::vector<RefinedRow> refine(const WeightsOptions& options, const Snapshot& run) {
    std::vector<RefinedRow> out;
    for (std::size_t m = 0; m < run.members.size(); ++m) {
        for (const int factor : options.refine) {
            RefinedFlow flow = refined_flow(run.members[m].weights, factor, *run.data,
                                            run.config->dataset, nullptr);
            const int layers = run.members[m].config.network.layers * factor;
            out.push_back({m, layers, std::move(flow)});
        }
    }
    return out;
}

void print_summary(const Snapshot& run, const std::vector<RefinedRow>& refined) {
    std::printf("step %lld\n", static_cast<long long>(run.step));
    for (std::size_t m = 0; m < run.members.size(); ++m) {
        const WeightsMeasures& w = run.weights_rows->back().members[m];
        const int layers = run.members[m].config.network.layers;
        std::printf("%s  VN %.4g, %.1f half-waves of %d, L max|dZ| %.4g, rho %.3g\n",
                    run.is_a(m) ? "A" : "B", w.vn, w.half_waves, layers, w.lipschitz, w.rho);
        for (const RefinedRow& row : refined) {
            if (row.member == m) {
                std::printf(
                    "   %4d -> %4d layers: %s %.3f -> %.3f on %d %s points, end points part by "
                    "%.2g\n",
                    layers, row.layers, score_word(*run.data), row.flow.own_accuracy,
                    row.flow.accuracy, row.flow.tested, row.flow.fresh ? "fresh" : "of the data's",
                    row.flow.relative_change);
            }
        }
    }
}

int run_weights(const WeightsOptions& options, const EngineFactory& factory) {
    Training training = begin(options, factory);
    check_factors(options, training.snapshot());
    print_data_notes(training.config().dataset, *training.snapshot().data);
    check_table_folder(options.out, kTables, options.force);
    training.set_measures({.weights = true});
    if (options.steps > training.steps()) {
        training.prepare();
    }
    Progress progress("training", "steps", options.steps);
    while (training.steps() < options.steps && !training.diverged() && !training.stopped() &&
           !interrupted()) {
        training.step();
        progress.at(training.steps());
    }
    progress.end();
    training.set_measures({.weights = true});  // a row of the last step
    const Snapshot run = training.snapshot();
    const std::vector<RefinedRow> refined = refine(options, run);
    write_file(options.out / kTables[0], smoothness_csv(run));
    write_file(options.out / kTables[1], depth_csv(run));
    write_file(options.out / kTables[2], refine_csv(run, refined));
    if (run.status == Status::Diverged) {
        throw Error(run.message + "; " + options.out.string() + " has the weights of step " +
                    std::to_string(run.step) + ", the last before");
    }
    if (interrupted()) {
        std::fprintf(stderr, "leastaction: interrupted at step %lld; %s is written up to there\n",
                     static_cast<long long>(run.step), options.out.c_str());
        return 130;
    }
    print_summary(run, refined);
    return 0;
}

}  // namespace

void add_weights(CLI::App& program, Selected& selected) {
    const auto options = std::make_shared<WeightsOptions>();
    CLI::App& command = *program.add_subcommand(
        "weights",
        "Measure how the weights vary over the layers and whether the network can be refined; "
        "leaves tables in a folder");
    add_run_options(command, options->run);
    auto* steps = command.add_option("--steps", options->steps,
                                     "Train to this step before; default: as it is");
    steps->check(CLI::Range(std::int64_t{0}, kMaxSteps));
    auto* model =
        command.add_option("--model", options->model,
                           "Measure a model.safetensors, a model.pt or a PyTorch state dict");
    add_trust_option(command, options->run, model);
    add_session_option(command, options->session)->excludes(model);
    command
        .add_option("--refine", options->refine,
                    "Layers of the refined networks: so many times those trained, with commas")
        ->delimiter(',')
        ->check(CLI::Range(1, kMaxRefinedLayers))
        ->capture_default_str();
    command.add_option("--out", options->out, "The folder to write")->required();
    command.add_flag("--force", options->force, "Write over tables that are there");
    command.callback([options, &selected] {
        selected.run = [options, &selected] {
            check_run_options(options->run);
            return run_weights(*options, selected.factory);
        };
    });
}

}  // namespace la
