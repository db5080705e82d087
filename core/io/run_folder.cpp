#include "core/io/run_folder.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/escaped_text.h"
#include "core/base/number_text.h"
#include "core/config/config_json.h"
#include "core/data/csv_points.h"
#include "core/data/dataset_kinds.h"
#include "core/io/model_file.h"
#include "core/io/stability_csv.h"
#include "core/io/weights_csv.h"
#include "core/kernels/kernel.h"
#include "core/observe/measured_row.h"
#include "core/shallow/shallow_snapshot.h"
#include "core/stability/probe.h"

namespace la {

namespace {

void append_row(std::string& out, const MetricsRow& row, std::size_t member) {
    const Metrics& m = row.members[member];
    out += csv_cell(row.step) + ',' + csv_cell(row.epoch);
    for (const double value : {m.loss, m.train_accuracy, m.test_accuracy, row.lambda[member],
                               m.penalty, m.cost, m.action, m.displacement}) {
        out += ',' + csv_cell(value);
    }
    for (const std::vector<double>* values : {&m.displacement_class, &m.energy}) {
        for (const double value : *values) {
            out += ',' + csv_cell(value);
        }
    }
    out += '\n';
}

}  // namespace

std::int64_t rows_every(std::int64_t steps) {
    return std::max<std::int64_t>(1, (steps + 500) / 1000);
}

std::string data_csv(const Dataset& data) {
    std::string out = data.has_values() ? "x,y,value,split\n" : "x,y,label,split\n";
    for (int i = 0; i < data.size(); ++i) {
        out += csv_cell(data.points[i].x) + ',' + csv_cell(data.points[i].y) + ',' +
               (data.has_values() ? csv_cell(data.values[i])
                                  : csv_text(class_name(data, data.labels[i]))) +
               (i < data.train ? ",train\n" : ",test\n");
    }
    return out;
}

std::string metrics_csv(const Snapshot& run, std::size_t member) {
    std::string out = "step,epoch,loss,";
    out += run.data->has_values() ? "train_r2,test_r2" : "train_accuracy,test_accuracy";
    out += ",lambda,penalty,cost,action,displacement";
    for (int c = 0; c < run.data->classes; ++c) {
        out += ",displacement_class_" + std::to_string(c);
    }
    for (int k = 0; k < run.members[member].config.network.layers; ++k) {
        out += ",energy_" + std::to_string(k);
    }
    out += '\n';
    const MetricsRows& rows = *run.rows;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        append_row(out, rows[i], member);
    }
    if (rows.size() == 0 || rows.back().step != run.step) {
        append_row(out, measured_row(run), member);
    }
    return out;
}

namespace {

using OrderedJson = nlohmann::ordered_json;
constexpr auto kReplace = OrderedJson::error_handler_t::replace;

OrderedJson with_ran(const Snapshot& run, const Config& config, const std::string& init) {
    OrderedJson out = OrderedJson::parse(to_json(config));
    if (run.engine.empty()) {
        return out;  // nothing was trained
    }
    OrderedJson& ran = out["ran"];
    ran = {{"device", run.device},
           {"engine", run.engine},
           {"instruction_set", fused::choose_kernel().name},
           {"steps", run.step}};
    if (config.dataset.file != run.config->dataset.file && !run.config->dataset.file.empty()) {
        ran["data"] = escaped(run.config->dataset.file);
    }
    if (!run.choice.empty()) {
        ran["choice"] = run.choice;
    }
    if (!init.empty()) {
        ran["init"] = escaped(init);
    }
    if (run.status == Status::Diverged) {
        ran["diverged"] = run.message;
    }
    return out;
}

// Points that no generator makes are taken from data.csv, which has them as trained on: scaled,
// with label noise, in order, split.
Config beside_its_data(Config config) {
    if (!has_generator(config.dataset)) {
        config.dataset.file = "data.csv";
        config.dataset.columns.clear();
        config.dataset.standardise = false;
        config.dataset.label_noise = 0;
    }
    return config;
}

}  // namespace

std::string config_with_ran(const Snapshot& run, const std::string& init) {
    return with_ran(run, beside_its_data(*run.config), init).dump(2, ' ', false, kReplace) + "\n";
}

std::string config_line(const Snapshot& run) {
    if (run.kind == RunKind::Shallow) {
        return nlohmann::ordered_json::parse(to_json(*run.shallow->config))
            .dump(-1, ' ', true, kReplace);
    }
    return with_ran(run, *run.config, "").dump(-1, ' ', true, kReplace);
}

Config member_config(const Snapshot& run, std::size_t member) {
    Config out = *run.config;
    const MemberConfig& config = run.members[member].config;
    out.network = config.network;
    out.objective = config.objective;
    out.optimizer = config.optimizer;
    out.compare.clear();
    return out;
}

namespace {

bool of_a(std::string_view name) {
    return name.substr(0, name.find('.')).ends_with("_a");
}

}  // namespace

bool belongs_to(std::string_view name, const Snapshot& run) {
    if (name == "smoothness.csv") {
        return run.config->weights.measure;
    }
    if (name == "ftle.csv") {
        return wants_stability(run.config->stability);
    }
    return run.has_a() || !of_a(name);
}

std::string run_file(std::string_view name, const Snapshot& run, const std::string& init) {
    if (name == "smoothness.csv") {
        return smoothness_csv(run);
    }
    if (name == "ftle.csv") {
        return ftle_csv(run);
    }
    const std::size_t member = of_a(name) ? 0 : run.members.size() - 1;
    if (name.starts_with("model")) {
        const Weights& weights = *run.members[member].weights;
        const Config config = beside_its_data(member_config(run, member));
        return name.ends_with(".pt") ? model_bytes(weights, config) : weight_bytes(weights, config);
    }
    if (name.starts_with("metrics")) {
        return metrics_csv(run, member);
    }
    return name == "data.csv" ? data_csv(*run.data) : config_with_ran(run, init);
}

}  // namespace la
