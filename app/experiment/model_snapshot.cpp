#include "app/experiment/model_snapshot.h"

#include <algorithm>

#include "app/experiment/recorded_snapshot.h"
#include "core/base/error.h"
#include "core/config/config_json.h"
#include "core/observe/measured_row.h"
#include "render/plot/number.h"

namespace la {

namespace {

// JSON text without quotation marks, as --set takes it.
std::string bare(std::string text) {
    std::erase(text, '"');
    return text;
}

// Equal parameters can belong to another network: the configuration in the file must agree.
void check_same_network(const ModelFile& model, const NetworkConfig& network,
                        const std::filesystem::path& path) {
    if (model.config.empty()) {
        return;
    }
    Config own;
    try {
        own = parse_config(model.config);
    } catch (const UsageError&) {
        return;  // not a configuration of ours
    }
    for (const char* field : {"network.activation", "network.scale"}) {
        const std::string has = bare(get_field(own, field));
        const std::string wanted = bare(get_field({.network = network}, field));
        if (has != wanted) {
            throw Error("model " + path.string() + " has " + field + " " + has +
                        ", the configuration " + wanted + "; try --set " + field + "=" + has);
        }
    }
}

bool names_config(const RunOptions& options) {
    return !options.preset.empty() || !options.config_file.empty();
}

// What a file of weights alone does not say, and was taken from elsewhere; empty: nothing.
std::string assumed(const ModelFile& model, const NetworkConfig& network) {
    const auto value = [&](const char* field) {
        return std::string(field) + " " + bare(get_field({.network = network}, field));
    };
    return model.config.empty() && !model.script
               ? ": it does not say " + value("network.activation") + " and " +
                     value("network.scale") + ", which are assumed"
               : "";
}

// Gives the run a log and a history with its one step.
void keep_only_step(Snapshot& run) {
    MetricsLog log;
    log.append(measured_row(run));
    run.rows = log.rows();
    History history(run.members);
    history.append({run.step, run.epoch, run.members});
    run.history = history.rows();
    run.changes = std::make_shared<const std::vector<SettingChange>>();
}

}  // namespace

Config config_for_model(const RunOptions& options, const ModelFile& model,
                        const std::filesystem::path& path) {
    Config out;
    if (names_config(options)) {
        return options.config();
    }
    if (model.config.empty()) {
        out = options.config();
        take_sizes(out, model);
        options.apply(out);
        return out;
    }
    try {
        out = parse_config(model.config);
    } catch (const UsageError& error) {
        throw Error("model " + path.string() + ": its configuration: " + error.what() +
                    "; give --preset or --config");
    }
    find_data_beside(out, path);
    options.apply(out);
    return out;
}

Weights weights_for(const ModelFile& model, const NetworkConfig& network, int classes,
                    const std::filesystem::path& path) {
    if (model.parameters.empty()) {
        throw Error("model " + path.string() +
                    " has no weights with names such as blocks.0.fc1.weight; a recording can be "
                    "shown by inspect and render");
    }
    check_same_network(model, network, path);
    return weights_of(model, network, classes, path);
}

namespace {

// A model with a configuration names its network itself: a preset then gives the data alone.
Config shown_config(const RunOptions& options, const ModelFile& model,
                    const std::filesystem::path& path) {
    if (model.config.empty() || !names_config(options)) {
        return config_for_model(options, model, path);
    }
    Config named = options.config();
    try {
        Config out = parse_config(model.config);
        options.apply(out);
        out.dataset = named.dataset;
        return out;
    } catch (const UsageError&) {
        return named;  // not a configuration of ours
    }
}

MemberSnapshot our_member(const Config& config, const ModelFile& model, int classes,
                          const std::filesystem::path& path) {
    return {.config = members_of(config).back(),
            .weights =
                std::make_shared<const Weights>(weights_for(model, config.network, classes, path)),
            .lambda = effective_lambda(config.objective),
            .nu = config.objective.mode == Mode::Uzawa ? config.objective.uzawa.nu : 0,
            .name = path.filename().string()};
}

// How it was trained is unknown: no lambda, and a learned head.
MemberSnapshot imported_member(ModelReader& reader, const Dataset& data,
                               const std::filesystem::path& path) {
    MemberSnapshot out;
    out.name = path.filename().string();
    out.imported = reader.flow(data.points, data.classes);
    out.config.network.layers = out.imported->layers();
    out.config.network.dimension = out.imported->dimension();
    out.config.network.head.kind = HeadKind::Learned;
    out.config.objective.mode = Mode::None;
    out.config.objective.lambda = 0;
    if (out.imported->classes() != data.classes) {
        throw Error("model " + path.string() + " has " + std::to_string(out.imported->classes()) +
                    " classes, the data " + std::to_string(data.classes) + "; give its own --data");
    }
    return out;
}

// Whether points are looked at that no one has split into training and test for this model: those
// of a network that is not ours, and a table that is named beside one of ours.
bool is_split_by_nobody(const RunOptions& options, const ModelFile& model) {
    const bool asked = std::ranges::any_of(options.sets, [](const std::string& assignment) {
        return assignment.starts_with("dataset.test_fraction");
    });
    return !asked && (model.config.empty() || !options.data.empty());
}

// The model of ours that is A beside another.
MemberSnapshot compared_member(const std::filesystem::path& against,
                               const ModelReaderOptions& reading, int classes) {
    const ModelFile ours = ModelReader(against, reading).file();
    Config own = config_for_model({}, ours, against);
    own.compare.clear();
    return our_member(own, ours, classes, against);
}

std::shared_ptr<const Snapshot> recorded_snapshot(const RecordedModel& recording,
                                                  const RunOptions& asked,
                                                  const ModelReaderOptions& reading,
                                                  const std::filesystem::path& path,
                                                  const std::filesystem::path& against) {
    if (asked.names_data()) {
        throw UsageError("model " + path.string() +
                         " is a recording, which has its own points: leave out --preset, "
                         "--config, --data and --set");
    }
    auto out = std::make_shared<Snapshot>();
    if (!against.empty()) {
        out->members.push_back(compared_member(against, reading, recording.data->classes));
    }
    out->run = out->version = 1;
    show_recording(*out, recording, path);
    return out;
}

}  // namespace

std::shared_ptr<const Snapshot> model_snapshot(const RunOptions& asked,
                                               const ModelReaderOptions& reading,
                                               const std::filesystem::path& path,
                                               const std::filesystem::path& against) {
    ModelReader reader(path, reading);
    if (reader.recording()) {
        return recorded_snapshot(*reader.recording(), asked, reading, path, against);
    }
    const ModelFile& model = reader.file();
    const bool imported = model.script && model.config.empty();
    RunOptions options = asked;
    if (imported && !options.names_data()) {
        options.data = path.parent_path() / "data.csv";
        std::error_code ignored;
        if (!std::filesystem::is_regular_file(options.data, ignored)) {
            throw UsageError("model " + path.string() +
                             " does not say on what data it was trained, and there is no data.csv "
                             "beside it: name it by --data, --preset or --set dataset.kind=...");
        }
    }
    Config config = shown_config(options, model, path);
    config.compare.clear();
    if (is_split_by_nobody(options, model)) {
        config.dataset.test_fraction = 0;  // a table with a column "split" is split all the same
    }
    auto data = std::make_shared<const Dataset>(make_dataset(config.dataset));
    auto out = std::make_shared<Snapshot>();
    if (!against.empty()) {
        out->members.push_back(compared_member(against, reading, data->classes));
    }
    out->members.push_back(imported ? imported_member(reader, *data, path)
                                    : our_member(config, model, data->classes, path));
    const MemberConfig& shown = out->members.back().config;
    config.network = shown.network;
    config.objective = shown.objective;
    out->run = out->version = 1;
    out->status = Status::Frozen;
    out->message = path.filename().string() + assumed(model, shown.network);
    out->config = std::make_shared<const Config>(std::move(config));
    out->data = std::move(data);
    keep_only_step(*out);
    return out;
}

std::shared_ptr<const Snapshot> model_beside(const std::filesystem::path& path,
                                             const ModelReaderOptions& reading,
                                             const Snapshot& run) {
    ModelReader reader(path, reading);
    if (reader.recording()) {
        auto alone = std::make_shared<Snapshot>();
        alone->version = run.version;
        show_recording(*alone, *reader.recording(), path);
        return alone;
    }
    const ModelFile& model = reader.file();
    const bool imported = model.script && model.config.empty();
    Config config = *run.config;
    if (!imported && !model.config.empty()) {
        config = config_for_model({}, model, path);
    } else if (!imported) {
        take_sizes(config, model);
    }
    auto out = std::make_shared<Snapshot>(run);
    out->members = {run.members.back(), imported
                                            ? imported_member(reader, *run.data, path)
                                            : our_member(config, model, run.data->classes, path)};
    out->members.front().name = "your run, step " + plot::grouped(run.step);
    config = *run.config;
    config.compare.clear();
    config.network = out->members.back().config.network;
    config.objective = out->members.back().config.objective;
    out->config = std::make_shared<const Config>(std::move(config));
    out->status = Status::Frozen;
    out->stopped = false;
    out->rewind_step = -1;
    out->message =
        path.filename().string() + " is B; A is your network, step " + plot::grouped(run.step);
    out->commands = 0;
    keep_only_step(*out);
    return out;
}

std::vector<std::string> notes_of(const Snapshot& snapshot) {
    for (const MemberSnapshot& member : snapshot.members) {
        if (const auto* flow = dynamic_cast<const ImportedFlow*>(member.imported.get())) {
            return flow->notes();
        }
    }
    return {};
}

const IsolatedFlow* imported_in(const Snapshot& snapshot) {
    for (const MemberSnapshot& member : snapshot.members) {
        if (const auto* flow = dynamic_cast<const IsolatedFlow*>(member.imported.get())) {
            return flow;
        }
    }
    return nullptr;
}

}  // namespace la
