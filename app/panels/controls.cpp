#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>
#include <vector>

#include "app/panels/data_section.h"
#include "app/panels/panel.h"
#include "app/panels/preset_chooser.h"
#include "core/config/config_fields.h"
#include "core/config/config_json.h"
#include "core/data/dataset_kinds.h"
#include "render/plot/number.h"

namespace la {

namespace {

// The heading of a section; false while its rows are hidden.
bool section(const Panel& panel, Section which, const char* name, const char* text) {
    return panel.ui.section(name, text, panel.state.closed[static_cast<int>(which)]);
}

// An edited configuration starts a new run, except where noted.
void load(const Panel& panel, const Config& config) {
    if (!has_generator(config.dataset) && config.dataset != panel.snapshot.config->dataset) {
        panel.temp.config_to_load = config;  // a file is to be read
        panel.temp.preset_to_load.clear();
        return;
    }
    panel.temp.preset.clear();
    panel.lab.send(Change{Load{config}});
}

struct Row {
    const char* name;  // of the control
    const char* label;
    const char* path;  // of the field, for the tooltip
    double min, max;
    const char* format;
};

template<class T>
bool number(const Panel& panel, const Row& row, T& value) {
    const auto edited =
        panel.ui.number_row(row.name, row.label, static_cast<double>(value), row.min, row.max,
                            row.format, field_help(row.path) + "  [" + row.path + "]");
    if (edited) {
        value = static_cast<T>(*edited);
    }
    return edited.has_value();
}

template<class E, std::size_t N>
bool choice(const Panel& panel, const Row& row, const std::array<std::string_view, N>& names,
            E& value) {
    const auto chosen = panel.ui.choice_row(row.name, row.label, static_cast<int>(value), names,
                                            field_help(row.path) + "  [" + row.path + "]");
    if (chosen) {
        value = static_cast<E>(*chosen);
    }
    return chosen.has_value();
}

void data_section(const Panel& panel, Config& config, bool& changed) {
    if (section(panel, Section::Data, "data", "DATA")) {
        data_rows(panel, config.dataset, changed);
    }
}

void network_section(const Panel& panel, Config& config, bool& changed) {
    NetworkConfig& n = config.network;
    if (!section(panel, Section::Network, "network", "NETWORK")) {
        return;
    }
    changed |= number(panel, {"layers", "layers  L", "network.layers", 1, 64, "%.0f"}, n.layers);
    changed |= number(panel, {"hidden", "hidden  m", "network.hidden", 1, 128, "%.0f"}, n.hidden);
    changed |= choice(panel, {"activation", "activation", "network.activation"}, kActivationNames,
                      n.activation);
    changed |=
        choice(panel, {"init", "first weights", "network.init.kind"}, kInitNames, n.init.kind);
    changed |=
        number(panel, {"init_std", "their std", "network.init.std", 0.001, 10, "%.3g"}, n.init.std);
    if (panel.snapshot.data->classes > 2) {
        ImGui::TextDisabled("head  learned, for %d classes", panel.snapshot.data->classes);
        return;
    }
    changed |= choice(panel, {"head", "head", "network.head.kind"}, kHeadNames, n.head.kind);
    if (n.head.kind == HeadKind::Far) {
        changed |= number(
            panel, {"intercept", "its intercept", "network.head.intercept", -100, 100, "%.3g"},
            n.head.intercept);
    }
}

void objective_section(const Panel& panel, Config& config, bool& changed) {
    if (!section(panel, Section::Objective, "objective", "OBJECTIVE")) {
        return;
    }
    const ObjectiveConfig& b = panel.snapshot.members.back().config.objective;
    const bool norm = b.cost == CostKind::Norm;
    ImGui::TextUnformatted(b.mode == Mode::Uzawa
                               ? (norm ? "ν loss + Σ |Rₖ|,  λ = 1/ν" : "ν loss + Σ Eₖ,  λ = 1/ν")
                               : (norm ? "loss + λ Σ |Rₖ|" : "loss + λ Σ Eₖ"));
    lambda_value(panel);
    lambda_track(panel, ImGui::GetContentRegionAvail().x);
    ObjectiveConfig& o = config.objective;
    o.mode = b.mode;
    changed |= choice(panel, {"mode", "mode", "objective.mode"}, kModeNames, o.mode);
    changed |= choice(panel, {"cost", "cost", "objective.cost"}, kCostNames, o.cost);
    changed |= choice(panel, {"loss", "loss", "objective.loss"}, kLossNames, o.loss);
}

// Takes effect while training runs.
void optimiser_rows(const Panel& panel, const Config& config) {
    OptimizerConfig o = config.optimizer;
    bool changed = choice(panel, {"optimizer", "kind", "optimizer.kind"}, kOptimizerNames, o.kind);
    changed |=
        number(panel, {"learning_rate", "learning rate", "optimizer.learning_rate", 0, 10, "%.4g"},
               o.learning_rate);
    changed |= number(panel, {"batch", "batch", "optimizer.batch", 1, 20000, "%.0f"}, o.batch);
    if (changed) {
        panel.lab.send(Change{SetOptimizer{o}});
    }
}

// 0 is never. Takes effect while training runs.
void stop_rows(const Panel& panel, const Config& config) {
    StopConfig s = config.stop;
    bool changed = number(panel, {"stop_steps", "steps", "stop.steps", 0, 1e9, "%.0f"}, s.steps);
    changed |=
        number(panel, {"stop_accuracy", "accuracy  ≥", "stop.accuracy", 0, 1, "%.4g"}, s.accuracy);
    changed |= number(panel, {"stop_loss", "loss  ≤", "stop.loss", 0, 1e6, "%.4g"}, s.loss);
    changed |= number(panel, {"stop_plateau", "epochs of plateau", "stop.plateau", 0, 1e6, "%.0f"},
                      s.plateau);
    if (changed) {
        panel.lab.send(SetStop{s});
    }
}

int index_of(std::span<const std::string_view> names, std::string_view name) {
    return static_cast<int>(std::ranges::find(names, name) - names.begin());
}

// What trains: takes effect while training runs. A GPU goes with LibTorch, the fused engine with
// the CPU, so that no choice of one leaves the other impossible.
void engine_rows(const Panel& panel) {
    static constexpr std::array<std::string_view, 3> kEngines{"auto", "fused", "torch"};
    const EngineOptions& asked = panel.snapshot.asked;
    if (const auto chosen = panel.ui.choice_row(
            "engine", "engine", index_of(kEngines, asked.engine), kEngines,
            "fused: by hand, on the CPU; torch: LibTorch, on the CPU or a GPU; auto: the faster of "
            "the two on this network, measured where there is a GPU. The run goes on.  "
            "[--engine]")) {
        const std::string_view engine = kEngines[*chosen];
        panel.lab.send(
            Change{SetEngine{std::string(engine), engine == "fused" ? "cpu" : asked.device}});
    }
    std::vector<std::string_view> devices{"auto"};
    for (const std::string& device : panel.snapshot.devices) {
        devices.push_back(device);
    }
    for (const std::string_view known : {std::string_view("cpu"), std::string_view(asked.device)}) {
        if (std::ranges::find(devices, known) == devices.end()) {
            devices.push_back(known);
        }
    }
    const auto chosen = panel.ui.choice_row(
        "device", "device", index_of(devices, asked.device), devices,
        "Where it trains: the CPU, or a GPU that LibTorch finds here.  [--device]");
    if (ImGui::IsItemActivated() && panel.snapshot.devices.empty()) {
        panel.lab.send(ListDevices{});  // LibTorch may have to be loaded for the answer
    }
    if (chosen) {
        const std::string device(devices[*chosen]);
        const bool cpu = device == "auto" || device == "cpu";
        panel.lab.send(
            Change{SetEngine{!cpu && asked.engine == "fused" ? "auto" : asked.engine, device}});
    }
}

// At the foot, where there is room: what to look at.
void story(const Panel& panel, const Rect& rect) {
    const Preset* preset = preset_named(panel, panel.temp.preset);
    if (preset == nullptr || preset->story.empty()) {
        return;
    }
    const std::string& text = preset->story;
    ImGui::PushFont(panel.theme().fonts.small);
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = ImGui::CalcTextSize(text.c_str(), nullptr, false, width).y;
    const float top = rect.height() - height - panel.theme().px(14);
    if (top > ImGui::GetCursorPosY() + panel.theme().px(8)) {
        ImGui::SetCursorPosY(top);
        ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width);
        ImGui::PushStyleColor(ImGuiCol_Text, panel.theme().colour(panel.theme().palette->text_dim));
        ImGui::TextUnformatted(text.c_str());
        ImGui::PopStyleColor();
        ImGui::PopTextWrapPos();
    }
    ImGui::PopFont();
}

// Of a model that nobody trains: what it is.
void model_rows(const Panel& panel) {
    const MemberSnapshot& b = panel.snapshot.members.back();
    panel.ui.heading("MODEL");
    const auto row = [&](const char* label, const std::string& value) {
        ImGui::TextDisabled("%s", label);
        ImGui::SameLine(panel.theme().px(132));
        ImGui::TextUnformatted(value.c_str());
    };
    row("layers  L", std::to_string(b.config.network.layers));
    row("dimension  q", std::to_string(b.config.network.dimension));
    row("classes", std::to_string(panel.snapshot.data->classes));
    row("training points", std::to_string(panel.snapshot.data->train));
    row("test points", std::to_string(panel.snapshot.data->size() - panel.snapshot.data->train));
    if (b.imported) {
        const bool tail = b.imported->decides_at(b.imported->layers());
        row("made of", std::string("trajectory") + (b.imported->decides_at(0) ? ", logits" : "") +
                           (tail ? ", tail" : ""));
    }
    ImGui::Dummy({0, panel.theme().px(4)});
}

}  // namespace

void controls_panel(const Panel& panel, const Rect& rect) {
    panel.ui.begin_scrolling_panel("controls", rect);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {panel.theme().px(6), panel.theme().px(2)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {panel.theme().px(8), panel.theme().px(3)});
    Config config = *panel.snapshot.config;
    bool changed = false;
    if (panel.still()) {
        model_rows(panel);
    } else {
        objective_section(panel, config, changed);
        if (section(panel, Section::Compare, "compare", "A DIFFERS IN")) {
            compare_rows(panel);
        }
        data_section(panel, config, changed);
        network_section(panel, config, changed);
        if (changed) {
            load(panel, config);
        }
        if (section(panel, Section::Optimiser, "optimiser", "OPTIMISER")) {
            optimiser_rows(panel, config);
            engine_rows(panel);
        }
        if (section(panel, Section::Stop, "stop", "STOP")) {
            stop_rows(panel, config);
        }
    }
    if (section(panel, Section::Show, "show", "SHOW")) {
        show_rows(panel);
    }
    ImGui::PopStyleVar(2);
    if (!panel.still()) {
        story(panel, rect);
    }
    panel.ui.end_panel();
}

}  // namespace la
