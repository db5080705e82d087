#include "core/config/condition_json.h"

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/message_line.h"

namespace la {

using Json = nlohmann::ordered_json;

namespace {

constexpr double kLongest = 600;  // seconds

[[noreturn]] void refuse(const std::string& path, const std::string& what) {
    throw UsageError(message_line(path, 200) + ": " + what);
}

double number(const std::string& path, const Json& value) {
    if (!value.is_number()) {
        refuse(path, value.dump() + " is not a number");
    }
    return value.get<double>();
}

std::string text(const std::string& path, const Json& value) {
    if (!value.is_string()) {
        refuse(path, value.dump() + " is not a text");
    }
    return value.get<std::string>();
}

void read_key(Condition& out, const std::string& path, const std::string& key, const Json& value) {
    if (key == "value") {
        out.value = text(path, value);
        if (find_state_value(out.value) == nullptr) {
            refuse(path, value.dump() + " is no value; docs/lessons.md lists them");
        }
    } else if (key == "at_least") {
        out.at_least = number(path, value);
    } else if (key == "at_most") {
        out.at_most = number(path, value);
    } else if (key == "is") {
        out.is = text(path, value);
    } else if (key == "seconds") {
        out.seconds = number(path, value);
        if (!(out.seconds >= 0 && out.seconds <= kLongest)) {
            refuse(path, value.dump() + " is out of range, 0 to 600");
        }
    } else {
        refuse(path, "unknown key");
    }
}

}  // namespace

Condition parse_condition(std::string_view json, const std::string& path) {
    const Json object = Json::parse(json, nullptr, false);
    if (!object.is_object()) {
        refuse(path, "not a condition, {\"value\": \"accuracy\", \"at_least\": 0.95}");
    }
    Condition out;
    for (const auto& [key, value] : object.items()) {
        read_key(out, path + "." + key, key, value);
    }
    if (out.value.empty()) {
        refuse(path + ".value", "missing; a condition needs the name of a value");
    }
    const bool word = find_state_value(out.value)->word;
    if (word ? !object.contains("is") || out.at_least || out.at_most
             : object.contains("is") || !(out.at_least || out.at_most)) {
        refuse(path, word ? out.value + " is a word: it takes \"is\""
                          : out.value + " is a number: it takes \"at_least\" or \"at_most\"");
    }
    return out;
}

std::string to_json(const Condition& condition) {
    Json out{{"value", condition.value}};
    if (condition.at_least) {
        out["at_least"] = *condition.at_least;
    }
    if (condition.at_most) {
        out["at_most"] = *condition.at_most;
    }
    if (find_state_value(condition.value) != nullptr && find_state_value(condition.value)->word) {
        out["is"] = condition.is;
    }
    if (condition.seconds > 0) {
        out["seconds"] = condition.seconds;
    }
    return out.dump();
}

}  // namespace la
