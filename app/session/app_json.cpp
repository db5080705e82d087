#include "app/session/app_json.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <nlohmann/json.hpp>
#include <type_traits>

#include "app/session/view_json.h"
#include "app/state/speeds.h"
#include "core/config/config_json.h"
#include "core/io/change_json.h"

namespace la {

using Json = nlohmann::ordered_json;

namespace {

// Values of undo steps are written as the changes that set them.
Json setting_json(const UndoValue& setting) {
    return std::visit(
        [](const auto& s) -> Json {
            using T = std::decay_t<decltype(s)>;
            if constexpr (std::is_same_v<T, LambdaSetting>) {
                Json out = Json::parse(to_json(Change{SetLambda{s.member, s.lambda, s.mode}}));
                out["of_a"] = s.of_a;
                return out;
            } else if constexpr (std::is_same_v<T, SpeedSetting>) {
                return {{"speed", s.speed}};
            } else if constexpr (std::is_same_v<T, OptimizerSetting>) {
                return Json::parse(to_json(Change{SetOptimizer{s.optimizer}}));
            } else if constexpr (std::is_same_v<T, StopSetting>) {
                return {{"stop", Json::parse(to_json(Config{.stop = s.stop}))["stop"]}};
            } else if constexpr (std::is_same_v<T, StabilitySetting>) {
                Config config;
                config.stability = s.stability;
                Json out =
                    Json::parse(to_json(Change{SetEngine{s.engine.engine, s.engine.device}}));
                out["stability"] = Json::parse(to_json(config)).value("stability", Json::object());
                return out;
            } else if constexpr (std::is_same_v<T, EngineSetting>) {
                return Json::parse(to_json(Change{SetEngine{s.engine, s.device}}));
            } else if constexpr (std::is_same_v<T, ShallowSetting>) {
                return {{"shallow", Json::parse(to_json(s.config))}, {"preset", s.preset}};
            } else if constexpr (std::is_same_v<T, PointsSetting> ||
                                 std::is_same_v<T, RewindSetting>) {
                return Json::object();  // unreachable: see holds_data
            } else {
                Json out = Json::parse(to_json(Change{Load{s.config}}));
                out["preset"] = s.preset;
                return out;
            }
        },
        setting);
}

bool holds_data(const UndoValue& setting) {
    const auto* run = std::get_if<RunSetting>(&setting);
    return (run && run->data) || std::holds_alternative<PointsSetting>(setting) ||
           std::holds_alternative<RewindSetting>(setting);
}

// Throws if the value is invalid.
UndoValue setting_of(Json json) {
    if (json.contains("speed")) {
        const auto speed = json["speed"].get<std::int64_t>();
        const auto most = static_cast<std::int64_t>(kSpeeds.size()) - 1;
        return SpeedSetting{static_cast<int>(std::clamp<std::int64_t>(speed, 0, most))};
    }
    if (json.contains("stop")) {
        return StopSetting{parse_config(Json{{"stop", json["stop"]}}.dump()).stop};
    }
    if (json.contains("stability")) {
        const Json stability{{"stability", json["stability"]}};
        json.erase("stability");
        const auto engine = std::get<SetEngine>(parse_change(json.dump()));
        return StabilitySetting{parse_config(stability.dump()).stability,
                                {engine.engine, engine.device}};
    }
    if (json.contains("shallow")) {
        return ShallowSetting{parse_config(json["shallow"].dump()), json.value("preset", "")};
    }
    const bool of_a = json.value("of_a", false);
    const std::string preset = json.value("preset", "");
    json.erase("of_a");
    json.erase("preset");
    const Change change = parse_change(json.dump());
    if (const auto* lambda = std::get_if<SetLambda>(&change)) {
        return LambdaSetting{lambda->member, lambda->lambda, lambda->mode.value_or(Mode::Weight),
                             of_a};
    }
    if (const auto* optimizer = std::get_if<SetOptimizer>(&change)) {
        return OptimizerSetting{optimizer->optimizer};
    }
    if (const auto* engine = std::get_if<SetEngine>(&change)) {
        return EngineSetting{engine->engine, engine->device};
    }
    return RunSetting{std::get<Load>(change).config, preset};
}

Undo undo_of(const Json& json) {
    std::vector<Edit> edits;
    for (const Json& edit : json.at("edits")) {
        Edit one{setting_of(edit.at(0)), setting_of(edit.at(1))};
        if (one.before.index() == one.after.index()) {
            edits.push_back(std::move(one));
        }
    }
    return {std::move(edits), json.at("undone").get<std::size_t>()};
}

}  // namespace

std::string to_json(const AppState& state) {
    Json out;
    out["view"] = Json::parse(view_json(state.ui));
    out["depth"] = state.depth;
    out["depth_playing"] = state.depth_playing;
    out["preset"] = state.preset;
    out["running"] = state.running;
    Json& undo = out["undo"] = {{"undone", state.undo.undone()}, {"edits", Json::array()}};
    for (const Edit& edit : state.undo.edits()) {
        // Drawn points, points from files and the runs that were left are not written here. An edit
        // that leads to or from them is dropped, and with it every earlier edit.
        if (holds_data(edit.before) || holds_data(edit.after)) {
            undo["edits"] = Json::array();
            continue;
        }
        undo["edits"].push_back({setting_json(edit.before), setting_json(edit.after)});
    }
    return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

AppState parse_app_state(std::string_view text, const AppState& otherwise) {
    AppState out = otherwise;
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) {
        return out;
    }
    const auto flag = [&](const char* name, bool& value) {
        value = json.contains(name) && json[name].is_boolean() ? json[name].get<bool>() : value;
    };
    if (json.contains("view") && json["view"].is_object()) {
        read_view(json["view"].dump(), out.ui);
    }
    if (json.contains("depth") && json["depth"].is_number()) {
        const auto depth = json["depth"].get<float>();
        out.depth = std::isfinite(depth) ? depth : 0;
    }
    flag("depth_playing", out.depth_playing);
    flag("running", out.running);
    if (json.contains("preset") && json["preset"].is_string()) {
        out.preset = json["preset"].get<std::string>();
    }
    try {
        out.undo = undo_of(json.at("undo"));
    } catch (const std::exception&) {
        out.undo = {};  // nothing can be undone then
    }
    return out;
}

}  // namespace la
