#include "app/settings/settings.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "app/session/view_json.h"
#include "app/ui/type_size.h"
#include "core/base/error.h"
#include "core/base/escaped_text.h"
#include "core/config/json_guard.h"

namespace la {

using Json = nlohmann::ordered_json;

namespace {

constexpr const char* kFormat = "leastaction settings";
constexpr int kVersion = 1;
constexpr int kMaxDistance = 100000;  // bound of a window's position and size
constexpr std::size_t kMaxPath = 4096;

void read_number(const Json& json, const char* name, int min, int max, int& value) {
    const auto at = json.find(name);
    if (at != json.end() && at->is_number_integer()) {
        const auto number = at->get<std::int64_t>();
        value = number >= min && number <= max ? static_cast<int>(number) : value;
    }
}

void read_path(const Json& json, const char* name, std::string& value) {
    const auto at = json.find(name);
    if (at != json.end() && at->is_string()) {
        const std::string path = unescaped(at->get_ref<const std::string&>());
        value = path.size() < kMaxPath && path.find('\0') == path.npos ? path : value;
    }
}

// Returns a position only if all four numbers are present.
std::optional<WindowPlace> window_of(const Json& json) {
    constexpr int kNone = kMaxDistance + 1;
    constexpr int kMinSize = 64;
    WindowPlace out{.rect = {kNone, kNone, 0, 0}};
    read_number(json, "x", -kMaxDistance, kMaxDistance, out.rect.x);
    read_number(json, "y", -kMaxDistance, kMaxDistance, out.rect.y);
    read_number(json, "width", kMinSize, kMaxDistance, out.rect.z);
    read_number(json, "height", kMinSize, kMaxDistance, out.rect.w);
    if (out.rect.x == kNone || out.rect.y == kNone || out.rect.z == 0 || out.rect.w == 0) {
        return std::nullopt;
    }
    out.maximised = json.contains("maximised") && json["maximised"] == true;
    return out;
}

void read_save(const Json& json, SaveSettings& save) {
    int kind = static_cast<int>(save.kind), size = static_cast<int>(save.size);
    read_number(json, "kind", 0, static_cast<int>(kSaveKinds.size()) - 1, kind);
    read_number(json, "size", 0, static_cast<int>(SaveSize::Own), size);
    save.kind = static_cast<SaveKind>(kind);
    save.size = static_cast<SaveSize>(size);
    read_number(json, "width", kMinPixels, kMaxPixels, save.own.x);
    read_number(json, "height", kMinPixels, kMaxPixels, save.own.y);
    read_path(json, "folder", save.folder);
}

}  // namespace

std::string to_json(const WindowMemory& settings) {
    Json out{{"format", kFormat}, {"version", kVersion}};
    out["view"] = Json::parse(view_json(settings.ui));
    out["view"].erase("speed");
    out["view"].erase("sweep");  // it suits the present run, not the next
    if (settings.ui.view == ViewKind::Sweep) {
        out["view"]["view"] = static_cast<int>(ViewKind::Plane);  // the next start has no sweep
    }
    const SaveSettings& save = settings.ui.save;
    out["save"] = {{"kind", static_cast<int>(save.kind)},
                   {"size", static_cast<int>(save.size)},
                   {"width", save.own.x},
                   {"height", save.own.y},
                   {"folder", escaped(save.folder)}};
    out["sessions"] = {{"folder", escaped(settings.session_folder)}};
    if (settings.moved_lambda) {
        out["moved_lambda"] = true;
    }
    if (settings.ui.type_size != kUsualType) {
        out["type_size"] = settings.ui.type_size;
    }
    if (settings.window) {
        const glm::ivec4& rect = settings.window->rect;
        out["window"] = {{"x", rect.x},
                         {"y", rect.y},
                         {"width", rect.z},
                         {"height", rect.w},
                         {"maximised", settings.window->maximised}};
    }
    return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

WindowMemory parse_settings(std::string_view text, const WindowMemory& otherwise) {
    guard_json(text);
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded()) {
        throw Error("it is damaged");
    }
    if (!json.is_object() || !json.contains("format") || json["format"] != kFormat) {
        throw Error("it holds no settings of this program");
    }
    int version = 0;
    read_number(json, "version", 1, 1000000, version);
    if (version == 0) {
        throw Error("it is damaged");
    }
    if (version > kVersion) {
        throw Error("a newer leastaction wrote it");
    }
    WindowMemory out = otherwise;
    if (json.contains("view")) {
        const int speed = out.ui.speed;
        read_view(json["view"].dump(), out.ui);
        out.ui.speed = speed;
    }
    if (json.contains("save") && json["save"].is_object()) {
        read_save(json["save"], out.ui.save);
    }
    if (json.contains("sessions") && json["sessions"].is_object()) {
        read_path(json["sessions"], "folder", out.session_folder);
    }
    if (json.contains("moved_lambda")) {
        out.moved_lambda = json["moved_lambda"] == true;
    }
    read_number(json, "type_size", kLeastType, kMostType, out.ui.type_size);
    if (json.contains("window") && json["window"].is_object()) {
        out.window = window_of(json["window"]);
    }
    return out;
}

}  // namespace la
