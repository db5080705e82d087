#include "core/config/config_json.h"

#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>
#include <type_traits>

#include "core/base/error.h"
#include "core/base/escaped_text.h"
#include "core/base/number_text.h"
#include "core/base/read_number.h"
#include "core/config/config_fields.h"
#include "core/config/cues_json.h"
#include "core/config/shallow_limits.h"
#include "core/config/task_limits.h"

namespace la {

using Json = nlohmann::ordered_json;

namespace {

// One readable line for a message: control characters become '?', long text is cut.
std::string readable(std::string_view text) {
    constexpr std::size_t kMax = 200;
    std::string out(text.substr(0, kMax));
    for (char& c : out) {
        c = static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
    }
    return text.size() > kMax ? out + "..." : out;
}

[[noreturn]] void refuse(std::string_view path, const std::string& what) {
    throw UsageError(readable(path) + ": " + readable(what));
}

// JSON as text for messages; bytes that are not UTF-8 are replaced.
std::string shown(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void check_range(std::string_view path, double value, const NumberRange& range) {
    const bool low = range.min_excluded ? !(value > range.min) : !(value >= range.min);
    if (!std::isfinite(value) || low || value > range.max) {
        const std::string from =
            (range.min_excluded ? "above " : "") + readable_number_text(range.min);
        refuse(path, readable_number_text(value) + " is out of range, " + from + " to " +
                         readable_number_text(range.max));
    }
}

// Reads a value of any field type; throws UsageError naming the path.
template<class T, class Constraint>
void read_value(std::string_view path, const Json& json, T& value, const Constraint& constraint) {
    if constexpr (std::is_same_v<T, bool>) {
        if (!json.is_boolean()) {
            refuse(path, shown(json) + " is not true or false");
        }
        value = json.get<bool>();
    } else if constexpr (std::is_same_v<T, std::string>) {
        if (!json.is_string()) {
            refuse(path, shown(json) + " is not text");
        }
        const std::string text = unescaped(json.get<std::string>());
        if (text.size() > constraint.most) {
            refuse(path, "longer than " + std::to_string(constraint.most) + " bytes");
        }
        if (text.find('\0') != std::string::npos) {
            refuse(path, "a byte of value 0 is no text");
        }
        value = text;
    } else if constexpr (std::is_enum_v<T>) {
        std::string choices;
        for (const std::string_view name : constraint) {
            if (json.is_string() && json.get<std::string>() == name) {
                value = *value_named<T>(name);
                return;
            }
            choices += (choices.empty() ? "" : ", ") + std::string(name);
        }
        refuse(path, shown(json) + " is not one of " + choices);
    } else {
        if (!json.is_number()) {
            refuse(path, shown(json) + " is not a number");
        }
        const double number = json.get<double>();
        check_range(path, number, constraint);
        if constexpr (std::is_integral_v<T>) {
            if (number != std::floor(number)) {
                refuse(path, shown(json) + " is not a whole number");
            }
        }
        value = static_cast<T>(number);
    }
}

template<class T>
Json write_value(const T& value) {
    if constexpr (std::is_enum_v<T>) {
        return std::string(name_of(value));
    } else if constexpr (std::is_same_v<T, std::string>) {
        return escaped(value);
    } else {
        return value;
    }
}

// True if a component of the path begins with a digit, which no field name does.
bool has_number(std::string_view path) {
    char last = '.';
    for (const char c : path) {
        if (last == '.' && c >= '0' && c <= '9') {
            return true;
        }
        last = c == '/' ? '.' : c;
    }
    return false;
}

Json::json_pointer pointer(std::string_view path) {
    std::string text = "/";
    for (const char c : path) {
        text += c == '.' ? '/' : c;
    }
    return Json::json_pointer(text);
}

bool read_field(Config& config, std::string_view path, const Json& json) {
    bool known = false;
    for_each_field(config, [&](const char* name, auto& value, const auto& constraint, const char*) {
        if (path == name) {
            read_value(path, json, value, constraint);
            known = true;
        }
    });
    return known;
}

// Calls leaf(path, value) for everything that is not an object.
void walk(const Json& json, const std::string& prefix,
          const std::function<void(const std::string&, const Json&)>& leaf) {
    for (const auto& [key, value] : json.items()) {
        const std::string path = prefix.empty() ? key : prefix + "." + key;
        if (value.is_object() && !value.empty()) {
            walk(value, path, leaf);
        } else {
            leaf(path, value);
        }
    }
}

// A and B share the data and the batches; everything else may differ.
void read_compare(Config& config, const Json& json) {
    if (!json.is_object()) {
        refuse("compare", shown(json) + " is not an object of path: value");
    }
    config.compare.clear();
    for (const auto& [path, value] : json.items()) {
        if (path.starts_with("dataset.") || path == "optimizer.batch" ||
            path == "optimizer.shuffle" || path == "optimizer.seed") {
            refuse("compare." + path, "A and B share the data and the batches");
        }
        if (path.starts_with("weights.") || path.starts_with("stability.")) {
            refuse("compare." + path, "A and B are measured together");
        }
        if (path.starts_with("stop.")) {
            refuse("compare." + path, "A and B stop together");
        }
        if (path.starts_with("shallow.")) {
            refuse("compare." + path, "A and B are residual networks; try shallow.alpha_2");
        }
        Config scratch = config;
        try {
            if (!read_field(scratch, path, value)) {
                refuse(path, "unknown key");
            }
        } catch (const UsageError& error) {
            throw UsageError(std::string("compare.") + error.what());
        }
        config.compare[path] = value.dump();
    }
}

void check_layer_rate(const OptimizerConfig& optimizer, const std::string& prefix) {
    if (optimizer.layer_rate == LayerRate::L && optimizer.kind == OptimizerKind::Adam) {
        refuse(prefix + "optimizer.layer_rate",
               "L does nothing with optimizer.kind adam; try sgd or momentum");
    }
}

// A twin that is nearer is lost in rounding.
void check_twin(double distance) {
    constexpr double kNearest = 1e-14;
    if (distance > 0 && distance < kNearest) {
        refuse("stability.twin",
               number_text(distance) + " is lost in rounding; 0, or from 1e-14 to 0.01");
    }
}

void check_whole(const Config& config) {
    check_twin(config.stability.twin);
    check_layer_rate(config.optimizer, "");
    if (config.compare.contains("optimizer.layer_rate") &&
        config.compare.contains("optimizer.kind")) {  // one of them alone may follow B
        check_layer_rate(members_of(config).front().optimizer, "compare.");
    }
    check_task(config);
    for (const MemberConfig& member : members_of(config)) {
        check_network(config, member);
        if (member.network.init.kind == InitKind::Orthogonal && member.network.init.std == 0) {
            refuse("network.init.std", "0 leaves an orthogonal matrix no direction");
        }
    }
    check_shallow(config.shallow);
}

// Sets the kinds first: a new one resets other fields to its usual values, and the fields given
// beside it must win wherever they stand in the object.
void take_kinds(Config& config, const Json& json) {
    const Config before = config;
    const auto take = [&](const char* section, const char* key) {
        if (json.contains(section) && json[section].is_object() && json[section].contains(key)) {
            read_field(config, std::string(section) + "." + key, json[section][key]);
        }
    };
    take("dataset", "kind");
    if (config.dataset.kind != before.dataset.kind) {
        config.dataset = with_kind(config.dataset, config.dataset.kind);
    }
    take("dataset", "task");
    take("network", "kind");
    bring_usual(config, before);
}

void merge(Config& config, const Json& json) {
    if (!json.is_object()) {
        throw UsageError("configuration: not a JSON object");
    }
    Json fields = json;
    const Json compare = fields.contains("compare") ? fields["compare"] : Json();
    take_kinds(config, fields);
    fields.erase("compare");
    fields.erase("cues");
    fields.erase("laboratory");
    fields.erase("explorer");
    walk(fields, "", [&](const std::string& path, const Json& value) {
        if (value.is_object() &&
            (path == "dataset" || path == "network" || path == "objective" || path == "optimizer" ||
             path == "stop" || path == "weights" || path == "stability" || path == "shallow" ||
             path == "network.init" || path == "network.head" || path == "objective.uzawa")) {
            return;  // an empty section changes nothing
        }
        if (!read_field(config, path, value)) {
            refuse(path, "unknown key");
        }
    });
    if (json.contains("compare")) {
        read_compare(config, compare);
    }
    if (json.contains("laboratory")) {
        LaboratoryKind kind{};
        read_value("laboratory", json["laboratory"], kind, kNames<LaboratoryKind>);
        config.laboratory = kind;
    }
    if (json.contains("explorer")) {
        Explorer tab{};
        read_value("explorer", json["explorer"], tab, kNames<Explorer>);
        config.explorer = tab;
    }
    if (json.contains("cues")) {
        config.cues = parse_cues(json["cues"].dump());
    }
    check_whole(config);
}

Json fields_json(const Config& config) {
    Json out = Json::object();
    for_each_field(config, [&](const char* path, const auto& value, const auto&, const char*) {
        out[pointer(path)] = write_value(value);
    });
    return out;
}

}  // namespace

Config parse_config(std::string_view json, const Config& defaults) {
    Config config = defaults;
    try {
        Json fields = Json::parse(json);
        if (fields.is_object()) {
            fields.erase("ran");  // written by a run for its readers, not a setting
        }
        merge(config, fields);
    } catch (const Json::parse_error& error) {
        throw UsageError("configuration: not JSON (at byte " + std::to_string(error.byte) + ")");
    } catch (const Json::out_of_range&) {
        throw UsageError("configuration: a number is larger than any that can be held");
    }
    return config;
}

std::string to_json(const Config& config) {
    Json out = fields_json(config);
    if (config.shallow == ShallowConfig{}) {
        out.erase("shallow");  // most runs have nothing to do with it
    }
    if (config.stability == StabilityConfig()) {
        out.erase("stability");  // as files were before there was any
    }
    if (!config.compare.empty()) {
        Json& compare = out["compare"] = Json::object();
        for (const auto& [path, value] : config.compare) {
            compare[path] = Json::parse(value);
        }
    }
    if (config.laboratory) {
        out["laboratory"] = std::string(name_of(*config.laboratory));
    }
    if (config.explorer) {
        out["explorer"] = std::string(name_of(*config.explorer));
    }
    if (!config.cues.empty()) {
        out["cues"] = Json::parse(to_json(config.cues));
    }
    return out.dump(2) + "\n";
}

namespace {

// A value as it is typed for the field at `path`: a number in any form, text as it stands, else
// JSON or a bare word.
Json typed_value(const Config& config, std::string_view path, const std::string& text) {
    bool is_number = false, is_text = false;
    for_each_field(config, [&](const char* name, const auto& value, const auto&, const char*) {
        using T = std::decay_t<decltype(value)>;
        is_number |= path == name && std::is_arithmetic_v<T> && !std::is_same_v<T, bool>;
        is_text |= path == name && std::is_same_v<T, std::string>;
    });
    Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded() || (is_text && !json.is_string())) {
        json = escaped(text);
    }
    if (const auto number = is_number && !json.is_number() ? number_in(text) : std::nullopt) {
        json = Json::parse(number_text(*number));
    }
    return json;
}

}  // namespace

void set_field(Config& config, std::string_view assignment) {
    const std::size_t equals = assignment.find('=');
    if (equals == std::string_view::npos || equals == 0) {
        throw UsageError("--set " + readable(assignment) + ": expected path=value");
    }
    const std::string path(assignment.substr(0, equals));
    const std::string text(assignment.substr(equals + 1));
    if (assignment.find('\0') != assignment.npos || escaped(path) != path) {
        throw UsageError("--set: not UTF-8 text");
    }
    const bool for_a = path.starts_with("compare.");
    const Json value = typed_value(config, for_a ? path.substr(8) : path, text);
    Json json = Json::object();
    if (for_a) {
        const Json whole = Json::parse(to_json(config));
        json["compare"] = whole.contains("compare") ? whole["compare"] : Json::object();
        json["compare"][path.substr(8)] = value;
    } else if (path == "compare") {
        json["compare"] = value.is_null() ? Json::object() : value;
    } else {
        // json_pointer reads a number as an index and would make an array of that length.
        if (has_number(path)) {
            refuse(path, "unknown key");
        }
        try {
            json[pointer(path)] = value;
        } catch (const Json::exception&) {
            refuse(path, "unknown key");
        }
    }
    merge(config, json);
}

std::string get_field(const Config& config, std::string_view path) {
    const Json json = fields_json(config);
    const auto at = pointer(path);
    if (!json.contains(at)) {
        refuse(path, "unknown key");
    }
    return json[at].dump();
}

std::vector<FieldValue> field_values(const Config& config) {
    std::vector<FieldValue> out;
    for_each_field(config, [&](const char* path, const auto& value, const auto&, const char*) {
        out.push_back({path, write_value(value).dump()});
    });
    return out;
}

std::string field_help(std::string_view path) {
    std::string help;
    Config config;
    for_each_field(config, [&](const char* name, auto&, const auto&, const char* text) {
        if (path == name) {
            help = text;
        }
    });
    return help;
}

std::vector<MemberConfig> members_of(const Config& config) {
    const MemberConfig b{config.network, config.objective, config.optimizer};
    if (config.compare.empty()) {
        return {b};
    }
    Config a = config;
    for (const auto& [path, value] : config.compare) {
        read_field(a, path, Json::parse(value));
    }
    // A lambda given for A turns A's penalty on (or off, at 0) whatever B's mode is.
    if (config.compare.contains("objective.lambda") && !config.compare.contains("objective.mode")) {
        a.objective.mode = a.objective.lambda > 0 ? Mode::Weight : Mode::None;
    }
    return {{a.network, a.objective, a.optimizer}, b};
}

}  // namespace la
