#include <algorithm>
#include <cstdio>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "app/panels/panels.h"
#include "app/ui/hit_area.h"
#include "app/ui/icons.h"
#include "core/config/config_fields.h"
#include "core/config/config_json.h"

namespace la {

namespace {

// Upper limits of the editors, below those of `compare`: larger networks are too slow to watch.
constexpr int kMaxLayers = 64, kMaxHidden = 128;

bool is_either(const Config& a, const Config& b, auto is) {
    return is(a) || is(b);
}

// True if a difference in this field can have an effect and leaves data and batches common.
bool can_differ(const std::string& path, const Config& a, const Config& b) {
    const auto optimizer = [&](OptimizerKind kind) {
        return is_either(a, b, [kind](const Config& c) { return c.optimizer.kind == kind; });
    };
    if (path.starts_with("dataset.") || path.starts_with("stop.") || path.starts_with("weights.") ||
        path.starts_with("shallow.") || path.starts_with("stability.") ||
        path == "optimizer.batch" || path == "optimizer.shuffle" || path == "optimizer.seed") {
        return false;
    }
    if (path.starts_with("objective.uzawa.")) {
        return is_either(a, b, [](const Config& c) { return c.objective.mode == Mode::Uzawa; });
    }
    if (path == "network.head.intercept") {
        return is_either(a, b,
                         [](const Config& c) { return c.network.head.kind == HeadKind::Far; });
    }
    if (path == "optimizer.beta1" || path == "optimizer.beta2") {
        return optimizer(OptimizerKind::Adam);
    }
    if (path == "network.init.length") {
        return is_either(a, b, [](const Config& c) { return c.network.init.kind == InitKind::Gp; });
    }
    if (path == "optimizer.layer_rate") {
        return !optimizer(OptimizerKind::Adam);
    }
    if (path == "optimizer.kind") {  // Adam does not go with another rate of A's layers
        return a.optimizer.layer_rate == b.optimizer.layer_rate;
    }
    return path != "optimizer.momentum" || optimizer(OptimizerKind::Momentum);
}

// The configuration of A as if it were trained alone.
Config config_of_a(const Config& config) {
    const MemberConfig a = members_of(config).front();
    return {.network = a.network, .objective = a.objective, .optimizer = a.optimizer};
}

void load(const FrameContext& context, const Config& config) {
    context.experiment.start({.config = config});
}

// Draws a cross at the left edge; the row continues beside it. True when clicked.
bool cross(const FrameContext& context, const std::string& name, const char* tip) {
    const Theme& theme = context.theme();
    const float side = ImGui::GetFrameHeight();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool pressed =
        hit_area(name.c_str(), {theme.px(14), side}) || context.ui.controls().used(name);
    context.ui.controls().add_last_item(name);
    context.ui.add_stop(name);
    const ImU32 colour =
        theme.colour(ImGui::IsItemHovered() ? theme.palette->text : theme.palette->text_dim);
    context.ui.tooltip(tip);
    const float r = theme.px(3.5f);
    const ImVec2 c{std::round(at.x + r + theme.px(1)), std::round(at.y + side / 2)};
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddLine({c.x - r, c.y - r}, {c.x + r, c.y + r}, colour, theme.px(1.3f));
    draw.AddLine({c.x - r, c.y + r}, {c.x + r, c.y - r}, colour, theme.px(1.3f));
    ImGui::SameLine(0, theme.px(4));
    return pressed;
}

// Edits A's value of this field. Returns the new value as JSON text once it was edited.
template<class T, class Constraint>
std::optional<std::string> edited(const FrameContext& context, const std::string& path, T value,
                                  const Constraint& constraint) {
    const std::string label = field_name(path);
    const std::string name = path == "objective.lambda" ? "lambda_a" : "differs." + path;
    const std::string b = get_field(*context.snapshot.config, path);
    const std::string tip = field_help(path) + "  B has " + b + ".  [compare." + path + "]";
    if constexpr (std::is_enum_v<T>) {
        const auto chosen = context.ui.choice_row(name.c_str(), label.c_str(),
                                                  static_cast<int>(value), constraint, tip);
        return chosen ? std::optional('"' + std::string(constraint[*chosen]) + '"') : std::nullopt;
    } else if constexpr (std::is_same_v<T, std::string>) {
        return std::nullopt;  // text fields belong to the data, which A and B share
    } else {
        constexpr bool kWhole = std::is_integral_v<T>;
        double max = constraint.max;
        max = path == "network.layers" ? kMaxLayers : max;
        max = path == "network.hidden" ? kMaxHidden : max;
        const double min =
            path == "network.init.std" || constraint.min_excluded ? 1e-3 : constraint.min;
        const auto number =
            context.ui.number_row(name.c_str(), label.c_str(), static_cast<double>(value), min, max,
                                  kWhole ? "%.0f" : "%.4g", tip);
        if (!number) {
            return std::nullopt;
        }
        char text[32];
        std::snprintf(text, sizeof text, kWhole ? "%.0f" : "%.17g", *number);
        return text;
    }
}

// One row for each field that `compare` names. Lambda of A changes while training runs, like B's;
// any other difference starts a new run.
void differing_rows(const FrameContext& context, const Config& config) {
    Config a = config_of_a(config);
    a.objective.lambda = context.snapshot.members.front().lambda;
    std::optional<Config> next;
    for_each_field(a, [&](const char* field, auto& value, const auto& constraint, const char*) {
        const std::string path = field;
        if (!config.compare.contains(path)) {
            return;
        }
        if (cross(context, "same." + path,
                  config.compare.size() > 1
                      ? "A is like B in this; starts a new run"
                      : "Nothing else differs: without this there is B alone")) {
            next = config;
            next->compare.erase(path);
        }
        const auto text = edited(context, path, value, constraint);
        if (text && path == "objective.lambda") {
            context.experiment.send(Change{SetLambda{0, std::stod(*text)}});
        } else if (text) {
            next = config;
            next->compare[path] = *text;
        }
    });
    if (next) {
        load(context, *next);
    }
}

// The initial value of a new difference: lambda 0, another name, or B's number.
std::string first_value(const Config& config, const std::string& path) {
    std::string out = get_field(config, path);
    Config b = config;
    for_each_field(b, [&](const char* field, auto& value, const auto& constraint, const char*) {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_enum_v<T>) {
            if (path == field) {
                const auto next = (static_cast<std::size_t>(value) + 1) % constraint.size();
                out = '"' + std::string(constraint[next]) + '"';
            }
        }
    });
    return path == "objective.lambda" ? "0" : out;
}

// Adds a difference. Fields without an effect are not offered.
void chooser(const FrameContext& context, const Config& config) {
    const Config a = config_of_a(config);
    std::vector<std::string> paths,
        names{config.compare.empty() ? "+ compare with" : "+ a difference"};
    for (const FieldValue& field : field_values(config)) {
        if (!config.compare.contains(field.path) &&
            field.path != std::string_view("network.kind") &&  // it takes more than one field
            can_differ(field.path, a, config)) {
            paths.push_back(field.path);
            names.push_back(field_name(field.path));
        }
    }
    std::vector<const char*> labels;
    for (const std::string& name : names) {
        labels.push_back(name.c_str());
    }
    const float width = context.theme().px(124);
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - width);
    const auto chosen = context.ui.choice(
        "compare", width, 0, labels,
        "Another setting in which A differs from B; data and batches are always the same. Starts a "
        "new run.  [compare]");
    if (chosen && *chosen > 0) {
        Config next = config;
        const std::string& path = paths[static_cast<std::size_t>(*chosen) - 1];
        next.compare[path] = first_value(config, path);
        load(context, next);
    }
}

// Keeps every difference in the list, with B's value.
Config equal_to_b(Config config) {
    const bool uzawa = config.objective.mode == Mode::Uzawa;
    for (auto& [path, value] : config.compare) {
        value = get_field(config, path);
    }
    if (uzawa && config.compare.erase("objective.lambda") > 0) {
        config.compare["objective.mode"] = "\"uzawa\"";  // a fixed lambda would differ from B
    } else if (config.objective.mode == Mode::None && config.compare.contains("objective.lambda")) {
        config.compare["objective.lambda"] = "0";
    }
    return config;
}

}  // namespace

void compare_rows(const FrameContext& context) {
    const Config& config = *context.snapshot.config;
    if (context.has_a()) {
        differing_rows(context, config);
    }
    ImGui::BeginDisabled(!context.has_a());
    if (context.ui.button(
            "a_like_b", "make A like B",
            "Gives A every setting of B and starts a new run: the same at every step, "
            "until something is set apart")) {
        load(context, equal_to_b(config));
    }
    ImGui::EndDisabled();
    chooser(context, config);
}

}  // namespace la
