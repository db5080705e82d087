#include "app/panels/control_sections.h"

#include <algorithm>
#include <cstdio>
#include <span>
#include <string_view>
#include <vector>

#include "app/panels/data_section.h"
#include "app/panels/panels.h"
#include "core/config/config_fields.h"
#include "core/config/config_json.h"
#include "core/config/task_limits.h"
#include "core/data/dataset_kinds.h"
#include "render/plot/number.h"

namespace la {

namespace {

// Draws the heading of a section; false while its rows are hidden.
bool section(const FrameContext& context, Section which, const char* name, const char* text) {
    return context.ui.section(name, text, context.state.closed[static_cast<int>(which)]);
}

struct Row {
    const char* name;  // name of the control
    const char* label;
    const char* path;  // path of the field, for the tooltip
    double min, max;
    const char* format;
};

template<class T>
bool number(const FrameContext& context, const Row& row, T& value) {
    const auto edited =
        context.ui.number_row(row.name, row.label, static_cast<double>(value), row.min, row.max,
                              row.format, field_help(row.path) + "  [" + row.path + "]");
    if (edited) {
        value = static_cast<T>(*edited);
    }
    return edited.has_value();
}

// Among the names of an enumeration, or the first few of them.
template<class E>
bool choice(const FrameContext& context, const Row& row, E& value,
            std::size_t count = kNames<E>.size()) {
    const auto chosen = context.ui.choice_row(row.name, row.label, static_cast<int>(value),
                                              std::span(kNames<E>).first(count),
                                              field_help(row.path) + "  [" + row.path + "]");
    if (chosen) {
        value = static_cast<E>(*chosen);
    }
    return chosen.has_value();
}

// A set of two classes can be learned as the numbers -1 and 1, a table by its last column.
bool has_a_choice_of_task(const DatasetConfig& data) {
    return data.kind == DatasetKind::Csv ||
           (has_generator(data) && !has_values(data.kind) && classes_of(data) == 2);
}

void data_section(const FrameContext& context, Config& config, bool& changed) {
    if (!section(context, Section::Data, "data", "DATA")) {
        return;
    }
    const Config before = config;
    data_rows(context, config.dataset, changed);
    if (has_a_choice_of_task(config.dataset)) {
        changed |= choice(context, {"task", "learn its", "dataset.task"}, config.dataset.task);
    }
    bring_usual(config, before);
}

// Rows of a network of three layers: input, hidden, output.
void three_layer_rows(const FrameContext& context, NetworkConfig& n, bool& changed) {
    changed |=
        number(context, {"dimension", "inputs", "network.dimension", 1, 2, "%.0f"}, n.dimension);
    changed |= number(context, {"hidden", "hidden  m", "network.hidden", 1, 128, "%.0f"}, n.hidden);
    changed |= choice(context, {"activation", "activation", "network.activation"}, n.activation);
    constexpr std::size_t kOfOneLayer = 3;  // kaiming, normal, orthogonal
    changed |=
        choice(context, {"init", "initial weights", "network.init.kind"}, n.init.kind, kOfOneLayer);
    changed |= number(context, {"init_std", "weight std", "network.init.std", 0.001, 10, "%.3g"},
                      n.init.std);
}

void network_section(const FrameContext& context, Config& config, bool& changed) {
    NetworkConfig& n = config.network;
    if (!section(context, Section::Network, "network", "NETWORK")) {
        return;
    }
    const Config before = config;
    if (choice(context, {"network_kind", "kind", "network.kind"}, n.kind)) {
        bring_usual(config, before);
        changed = true;
    }
    if (n.kind == NetworkKind::ThreeLayer) {
        three_layer_rows(context, n, changed);
        return;
    }
    changed |= number(context, {"layers", "layers  L", "network.layers", 1, 64, "%.0f"}, n.layers);
    changed |= number(context, {"hidden", "hidden  m", "network.hidden", 1, 128, "%.0f"}, n.hidden);
    changed |= choice(context, {"activation", "activation", "network.activation"}, n.activation,
                      kNames<Activation>.size() - 1);  // no sigmoid
    changed |= choice(context, {"init", "initial weights", "network.init.kind"}, n.init.kind);
    changed |= number(context, {"init_std", "weight std", "network.init.std", 0.001, 10, "%.3g"},
                      n.init.std);
    if (n.init.kind == InitKind::Gp) {
        changed |=
            number(context,
                   {"init_length", "their length over s", "network.init.length", 0.001, 10, "%.3g"},
                   n.init.length);
    }
    if (config.dataset.task == DatasetTask::Values) {
        ImGui::TextDisabled("head  learned, of one number");
        return;
    }
    if (context.snapshot.data->classes > 2) {
        ImGui::TextDisabled("head  learned, for %d classes", context.snapshot.data->classes);
        return;
    }
    changed |= choice(context, {"head", "head", "network.head.kind"}, n.head.kind);
    if (n.head.kind == HeadKind::Far) {
        changed |= number(context,
                          {"intercept", "head offset", "network.head.intercept", -100, 100, "%.3g"},
                          n.head.intercept);
    }
}

void loss_row(const FrameContext& context, Config& config, bool& changed) {
    if (config.dataset.task == DatasetTask::Classes) {
        changed |= choice(context, {"loss", "loss", "objective.loss"}, config.objective.loss);
    } else {
        ImGui::TextDisabled("loss  mse, of numbers");
    }
}

void objective_section(const FrameContext& context, Config& config, bool& changed) {
    if (!section(context, Section::Objective, "objective", "OBJECTIVE")) {
        return;
    }
    if (config.network.kind == NetworkKind::ThreeLayer && !context.has_a()) {
        ImGui::TextDisabled("the loss alone: no point moves");
        loss_row(context, config, changed);
        return;
    }
    const ObjectiveConfig& b = context.snapshot.members.back().config.objective;
    const bool norm = b.cost == CostKind::Norm;
    ImGui::TextUnformatted(b.mode == Mode::Uzawa
                               ? (norm ? "ν loss + Σ |Rₖ|,  λ = 1/ν" : "ν loss + Σ Eₖ,  λ = 1/ν")
                               : (norm ? "loss + λ Σ |Rₖ|" : "loss + λ Σ Eₖ"));
    lambda_value(context.theme(), context.snapshot.members.back().lambda);
    lambda_track(context, ImGui::GetContentRegionAvail().x);
    ObjectiveConfig& o = config.objective;
    o.mode = b.mode;
    changed |= choice(context, {"mode", "mode", "objective.mode"}, o.mode);
    changed |= choice(context, {"cost", "cost", "objective.cost"}, o.cost);
    loss_row(context, config, changed);
}

// Takes effect while training runs.
void optimiser_rows(const FrameContext& context, const Config& config) {
    OptimizerConfig o = config.optimizer;
    bool changed = choice(context, {"optimizer", "kind", "optimizer.kind"}, o.kind);
    changed |= number(context,
                      {"learning_rate", "learning rate", "optimizer.learning_rate", 0, 10, "%.4g"},
                      o.learning_rate);
    if (o.kind == OptimizerKind::Adam) {
        o.layer_rate = LayerRate::One;
    } else {
        changed |=
            choice(context, {"layer_rate", "rate of layers", "optimizer.layer_rate"}, o.layer_rate);
    }
    changed |= number(context, {"batch", "batch", "optimizer.batch", 1, 20000, "%.0f"}, o.batch);
    if (changed) {
        context.experiment.send(Change{SetOptimizer{o}});
    }
}

// 0 means never. Takes effect while training runs.
void stop_rows(const FrameContext& context, const Config& config) {
    StopConfig s = config.stop;
    bool changed = number(context, {"stop_steps", "steps", "stop.steps", 0, 1e9, "%.0f"}, s.steps);
    changed |= number(context, {"stop_accuracy", "accuracy  ≥", "stop.accuracy", 0, 1, "%.4g"},
                      s.accuracy);
    changed |= number(context, {"stop_loss", "loss  ≤", "stop.loss", 0, 1e6, "%.4g"}, s.loss);
    changed |= number(
        context, {"stop_plateau", "epochs of plateau", "stop.plateau", 0, 1e6, "%.0f"}, s.plateau);
    if (changed) {
        context.experiment.send(SetStop{s});
    }
}

int index_of(std::span<const std::string_view> names, std::string_view name) {
    return static_cast<int>(std::ranges::find(names, name) - names.begin());
}

// Engine and device; takes effect while training runs. Choosing a GPU also chooses LibTorch, and
// choosing an engine for the CPU also chooses that: every combination on screen is possible.
void engine_rows(const FrameContext& context) {
    const EngineOptions& asked = context.snapshot.asked;
    if (const auto chosen = context.ui.choice_row(
            "engine", "engine", static_cast<int>(asked.engine), kNames<EngineKind>,
            "fused: by hand, on the CPU; torch: LibTorch, on the CPU or a GPU; auto: the faster of "
            "the two on this network, measured where there is a GPU; double: in double precision, "
            "on the CPU, with the same bytes on every processor. The run goes on.  [--engine]")) {
        const auto engine = static_cast<EngineKind>(*chosen);
        context.experiment.send(
            Change{SetEngine{engine, is_for_cpu(engine) ? DeviceKind::Cpu : asked.device}});
    }
    std::vector<Device> devices{DeviceKind::Auto};
    const std::vector<Device>& listed = context.snapshot.devices;
    devices.insert(devices.end(), listed.begin(), listed.end());
    for (const Device& known : {Device(DeviceKind::Cpu), asked.device}) {
        if (std::ranges::find(devices, known) == devices.end()) {
            devices.push_back(known);
        }
    }
    std::vector<std::string> texts;
    for (const Device& device : devices) {
        texts.push_back(device.text());
    }
    const std::vector<std::string_view> labels(texts.begin(), texts.end());
    const auto chosen = context.ui.choice_row(
        "device", "device", index_of(labels, asked.device.text()), labels,
        "Where it trains: the CPU, or a GPU that LibTorch finds here.  [--device]");
    if (ImGui::IsItemActivated() && context.snapshot.devices.empty()) {
        context.experiment.send(ListDevices{});  // LibTorch may have to be loaded for the answer
    }
    if (chosen) {
        const Device device = devices[*chosen];
        const bool leaves = device.is_gpu() && is_for_cpu(asked.engine);
        context.experiment.send(
            Change{SetEngine{leaves ? EngineKind::Auto : asked.engine, device}});
    }
}

}  // namespace

void start_edited(const FrameContext& context, const Config& config) {
    if (!has_generator(config.dataset) && config.dataset != context.snapshot.config->dataset) {
        context.temp.commands.emplace_back(LoadConfig{config});  // a thread reads its file first
        return;
    }
    context.experiment.start({.config = config});
}

void model_section(const FrameContext& context) {
    const MemberSnapshot& b = context.snapshot.members.back();
    context.ui.heading("MODEL");
    const auto row = [&](const char* label, const std::string& value) {
        ImGui::TextDisabled("%s", label);
        ImGui::SameLine(context.theme().px(132));
        ImGui::TextUnformatted(value.c_str());
    };
    row("layers  L", std::to_string(b.config.network.layers));
    row("dimension  q", std::to_string(b.config.network.dimension));
    row(context.snapshot.data->has_values() ? "outputs" : "classes",
        std::to_string(context.snapshot.data->classes));
    const Dataset& data = *context.snapshot.data;
    if (data.size() > data.train) {
        row("training points", std::to_string(data.train));
        row("test points", std::to_string(data.size() - data.train));
    } else {  // nobody split them for this model
        row("points", std::to_string(data.size()));
    }
    if (b.imported) {
        const bool tail = b.imported->decides_at(b.imported->layers());
        row("has", std::string("trajectory") + (b.imported->decides_at(0) ? ", logits" : "") +
                       (tail ? ", tail" : ""));
    }
    ImGui::Dummy({0, context.theme().px(4)});
}

void run_sections(const FrameContext& context) {
    Config config = *context.snapshot.config;
    bool changed = false;
    objective_section(context, config, changed);
    if (section(context, Section::Compare, "compare", "A DIFFERS IN")) {
        compare_rows(context);
    }
    data_section(context, config, changed);
    network_section(context, config, changed);
    if (changed) {
        start_edited(context, config);
    }
    if (section(context, Section::Optimiser, "optimiser", "OPTIMISER")) {
        optimiser_rows(context, config);
        engine_rows(context);
    }
    if (section(context, Section::Stop, "stop", "STOP")) {
        stop_rows(context, config);
    }
}

void show_section(const FrameContext& context) {
    if (section(context, Section::Show, "show", "SHOW")) {
        view_switches(context);
    }
}

}  // namespace la
