#include "core/config/cues_json.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/base/error.h"
#include "core/base/message_line.h"
#include "core/config/condition_json.h"
#include "core/config/config_fields.h"

namespace la {

using Json = nlohmann::ordered_json;

namespace {

[[noreturn]] void refuse(const std::string& path, const std::string& what) {
    throw UsageError(message_line(path, 200) + ": " + what);
}

double read_number(const std::string& path, const Json& json, const NumberRange& range) {
    if (!json.is_number()) {
        refuse(path, json.dump() + " is not a number");
    }
    const double value = json.get<double>();
    if (!(value >= range.min && value <= range.max)) {
        refuse(path, json.dump() + " is out of range, " + Json(range.min).dump() + " to " +
                         Json(range.max).dump());
    }
    return value;
}

constexpr NumberRange kTime{0, 3600}, kLength{0, 600}, kLambda{0, 10}, kDepth{0, 256},
    kSpeed{0, 1e6};

std::string read_text(const std::string& path, const Json& value) {
    if (!value.is_string()) {
        refuse(path, value.dump() + " is not a text");
    }
    return value.get<std::string>();
}

bool read_switch(const std::string& path, const Json& value) {
    if (!value.is_boolean()) {
        refuse(path, value.dump() + " is not true or false");
    }
    return value.get<bool>();
}

std::string read_view(const std::string& path, const Json& value) {
    std::string view = read_text(path, value);
    if (std::ranges::find(kViewNames, view) == kViewNames.end()) {
        refuse(path, value.dump() + " is no view: plane, in depth, layers, input, sweep");
    }
    return view;
}

std::string read_value(const std::string& path, const Json& value) {
    std::string name = read_text(path, value);
    if (const StateValue* found = find_state_value(name); found == nullptr || found->word) {
        refuse(path, value.dump() + " is no number that can be shown");
    }
    return name;
}

// What a demonstration shows beside its moves; false: another key.
bool read_stage_key(Cue& cue, const std::string& path, const std::string& key, const Json& value) {
    if (key == "say") {
        cue.say = read_text(path, value);
    } else if (key == "when") {
        cue.when = parse_condition(value.dump(), path);
    } else if (key == "key") {
        cue.key = read_switch(path, value);
    } else if (key == "view") {
        cue.view = read_view(path, value);
    } else if (key == "run") {
        cue.run = read_switch(path, value);
    } else if (key == "ring") {
        cue.ring = read_text(path, value);
    } else if (key == "show") {
        cue.show = read_value(path, value);
    } else {
        return false;
    }
    return true;
}

void read_key(Cue& cue, const std::string& path, const std::string& key, const Json& value) {
    if (key == "at") {
        cue.at = read_number(path, value, kTime);
    } else if (key == "seconds") {
        cue.seconds = read_number(path, value, kLength);
    } else if (key == "lambda") {
        cue.lambda = read_number(path, value, kLambda);
    } else if (key == "depth") {
        cue.depth = read_number(path, value, kDepth);
    } else if (key == "speed") {
        cue.speed = read_number(path, value, kSpeed);
    } else if (key == "refine") {
        cue.refine = static_cast<int>(read_number(path, value, {1, 4}));
        if (*cue.refine == 3 || *cue.refine != value.get<double>()) {
            refuse(path, value.dump() + " is not 1, 2 or 4");
        }
    } else if (key == "laboratory") {
        cue.laboratory = value.is_string() ? value_named<LaboratoryKind>(value.get<std::string>())
                                           : std::nullopt;
        if (!cue.laboratory) {
            refuse(path, value.dump() + " is no laboratory");
        }
    } else if (key == "explorer") {
        cue.explorer =
            value.is_string() ? value_named<Explorer>(value.get<std::string>()) : std::nullopt;
        if (!cue.explorer) {
            refuse(path, value.dump() + " is no tab: rate, foretell, two_weights");
        }
    } else if (key == "reset" || key == "sweep") {
        (key == "reset" ? cue.reset : cue.sweep) = read_switch(path, value);
    } else if (!read_stage_key(cue, path, key, value)) {
        refuse(path, "unknown key");
    }
}

}  // namespace

std::vector<Cue> parse_cues(std::string_view json) {
    const Json list = Json::parse(json, nullptr, false);
    if (!list.is_array()) {
        refuse("cues", "not a list of cues, [{\"at\": 0, \"lambda\": 0.1}]");
    }
    std::vector<Cue> out;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string at = "cues[" + std::to_string(i) + "]";
        if (!list[i].is_object()) {
            refuse(at, list[i].dump() + " is not an object");
        }
        Cue cue;
        for (const auto& [key, value] : list[i].items()) {
            read_key(cue, at + "." + key, key, value);
        }
        if (!list[i].contains("at")) {
            refuse(at + ".at", "missing; a cue needs its time in seconds");
        }
        if (!out.empty() && cue.at < out.back().at) {
            refuse(at + ".at", list[i]["at"].dump() + " is before the cue before it");
        }
        out.push_back(std::move(cue));
    }
    return out;
}

namespace {

// The inverse of read_stage_key.
void write_stage(const Cue& cue, Json& out) {
    const auto text = [&out](const char* key, const std::string& value) {
        if (!value.empty()) {
            out[key] = value;
        }
    };
    if (cue.when) {
        out["when"] = Json::parse(to_json(*cue.when));
    }
    if (cue.key) {
        out["key"] = true;
    }
    text("view", cue.view);
    if (cue.run) {
        out["run"] = *cue.run;
    }
    text("ring", cue.ring);
    text("show", cue.show);
    text("say", cue.say);
}

}  // namespace

std::string to_json(const std::vector<Cue>& cues) {
    Json list = Json::array();
    for (const Cue& cue : cues) {
        Json json = {{"at", cue.at}};
        if (cue.seconds > 0) {
            json["seconds"] = cue.seconds;
        }
        const auto number = [&json](const char* key, const std::optional<double>& value) {
            if (value) {
                json[key] = *value;
            }
        };
        number("lambda", cue.lambda);
        number("depth", cue.depth);
        number("speed", cue.speed);
        if (cue.refine) {
            json["refine"] = *cue.refine;
        }
        if (cue.laboratory) {
            json["laboratory"] = std::string(name_of(*cue.laboratory));
        }
        if (cue.explorer) {
            json["explorer"] = std::string(name_of(*cue.explorer));
        }
        if (cue.reset) {
            json["reset"] = true;
        }
        if (cue.sweep) {
            json["sweep"] = true;
        }
        write_stage(cue, json);
        list.push_back(std::move(json));
    }
    return list.dump();
}

}  // namespace la
