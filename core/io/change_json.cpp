#include "core/io/change_json.h"

#include <nlohmann/json.hpp>
#include <type_traits>

#include "core/base/error.h"
#include "core/base/message_line.h"
#include "core/config/config_json.h"
#include "core/config/json_guard.h"
#include "core/config/names.h"

namespace la {

using Json = nlohmann::ordered_json;

namespace {

Json body(const Reset&) {
    return Json::object();
}
Json body(const NewSeed&) {
    return Json::object();
}
Json body(const SetLambda& what) {
    Json out{{"member", what.member}, {"lambda", what.lambda}};
    if (what.mode) {
        out["mode"] = name_of(*what.mode);
    }
    return out;
}
Json body(const SetOptimizer& what) {
    return Json::parse(to_json(Config{.optimizer = what.optimizer}))["optimizer"];
}
Json body(const Load& what) {
    return Json::parse(to_json(what.config));
}
Json body(const SetEngine& what) {
    return {{"engine", name_of(what.engine)}, {"device", what.device.text()}};
}

// One edit: [kind, index, x, y, label, test].
Json body(const EditPoints& what) {
    Json edits = Json::array();
    for (const PointEdit& edit : what.edits) {
        edits.push_back({static_cast<int>(edit.kind), edit.index, edit.point.x, edit.point.y,
                         edit.label, edit.test});
    }
    return {{"stroke", what.stroke}, {"classes", what.classes}, {"edits", std::move(edits)}};
}
Json body(const Rewind& what) {
    return {{"from", what.from}, {"rows", what.rows_spacing}, {"history", what.history_spacing}};
}

template<class T>
constexpr const char* kName = nullptr;
template<>
constexpr const char* kName<Reset> = "reset";
template<>
constexpr const char* kName<NewSeed> = "new_seed";
template<>
constexpr const char* kName<SetLambda> = "lambda";
template<>
constexpr const char* kName<SetOptimizer> = "optimizer";
template<>
constexpr const char* kName<Load> = "load";
template<>
constexpr const char* kName<SetEngine> = "engine";
template<>
constexpr const char* kName<EditPoints> = "points";
template<>
constexpr const char* kName<Rewind> = "rewind";

SetLambda lambda_of(const Json& body) {
    SetLambda out{.member = 0, .lambda = body.at("lambda").get<double>()};
    const auto member = body.at("member").get<std::int64_t>();
    out.member = member == 0 ? 0 : 1;
    if (body.contains("mode")) {
        Config config;
        set_field(config, "objective.mode=" + body.at("mode").dump());
        out.mode = config.objective.mode;
    }
    return out;
}

SetEngine engine_of(const Json& body) {
    const auto engine = value_named<EngineKind>(body.at("engine").get<std::string>());
    const auto device = Device::parse(body.at("device").get<std::string>());
    if (!engine || !device) {
        throw Error("a change of the engine makes no sense");
    }
    return {*engine, *device};
}

EditPoints points_of(const Json& body) {
    EditPoints out{.edits = {},
                   .stroke = body.at("stroke").get<int>(),
                   .classes = body.at("classes").get<int>()};
    for (const Json& edit : body.at("edits")) {
        const int kind = edit.at(0).get<int>();
        const int label = edit.at(4).get<int>();
        if (kind < 0 || kind > 2 || label < 0 || label > 9) {
            throw Error("a change of points makes no sense");
        }
        out.edits.push_back({.kind = static_cast<PointEdit::Kind>(kind),
                             .index = edit.at(1).get<int>(),
                             .point = {edit.at(2).get<float>(), edit.at(3).get<float>()},
                             .label = static_cast<std::uint8_t>(label),
                             .test = edit.at(5).get<bool>()});
    }
    return out;
}

Rewind rewind_of(const Json& body) {
    constexpr std::int64_t kMax = 1'000'000'000'000'000;
    const auto whole = [&](const char* name, std::int64_t least) {
        const auto value = body.at(name).get<std::int64_t>();
        if (value < least || value > kMax) {
            throw Error("a rewind makes no sense");
        }
        return value;
    };
    return {whole("from", 1), whole("rows", 1), whole("history", 1)};
}

}  // namespace

std::string to_json(const Change& change) {
    return std::visit(
        [](const auto& what) {
            return Json{{kName<std::decay_t<decltype(what)>>, body(what)}}.dump();
        },
        change);
}

Change parse_change(std::string_view json) {
    guard_json(json);
    try {
        const Json whole = Json::parse(json);
        if (!whole.is_object() || whole.size() != 1) {
            throw Error("a change is not one named object");
        }
        const std::string name = whole.begin().key();
        const Json& body = whole[name];
        if (name == kName<Reset>) {
            return Reset{};
        }
        if (name == kName<NewSeed>) {
            return NewSeed{};
        }
        if (name == kName<SetLambda>) {
            return lambda_of(body);
        }
        if (name == kName<SetOptimizer>) {
            return SetOptimizer{parse_config(Json{{"optimizer", body}}.dump()).optimizer};
        }
        if (name == kName<Load>) {
            return Load{parse_config(body.dump())};
        }
        if (name == kName<SetEngine>) {
            return engine_of(body);
        }
        if (name == kName<EditPoints>) {
            return points_of(body);
        }
        if (name == kName<Rewind>) {
            return rewind_of(body);
        }
        throw Error("there is no change \"" + message_line(name, 60) +
                    "\"; try a newer leastaction");
    } catch (const Json::exception& error) {
        throw Error(std::string("a change makes no sense: ") + error.what());
    }
}

}  // namespace la
