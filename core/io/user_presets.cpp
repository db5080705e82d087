#include "core/io/user_presets.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <system_error>

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/message_line.h"
#include "core/base/user_folders.h"
#include "core/config/config_json.h"
#include "core/config/json_guard.h"

namespace la {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

constexpr std::size_t kLongestName = 60;
constexpr std::size_t kMax = 200;
constexpr std::size_t kLongestText = 1000;  // of a title or a story
constexpr std::uintmax_t kLargest = std::uintmax_t{1} << 20;

bool is_text(std::string_view text) {
    try {
        Json(std::string(text)).dump();  // throws if not UTF-8
    } catch (const Json::exception&) {
        return false;
    }
    return std::ranges::none_of(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

bool is_built_in(std::string_view name) {
    return std::ranges::find(presets(), name, &Preset::name) != presets().end();
}

fs::path file_of(const fs::path& folder, const std::string& name) {
    return folder / (name + ".json");
}

Preset read_preset(const fs::path& folder, const std::string& name) {
    const fs::path path = file_of(folder, name);
    std::error_code error;
    if (!fs::is_regular_file(path, error) || fs::file_size(path, error) > kLargest) {
        throw UsageError("it is no preset");
    }
    Preset out = parse_preset(read_file(path, {kLargest, "a preset"}), name);
    std::string& points = out.config.dataset.file;
    if (!points.empty() && fs::path(points).is_relative()) {
        points = (folder / points).lexically_normal().string();
    }
    return out;
}

// A file name for a message, also one that is not UTF-8.
std::string shown(const fs::path& name) {
    const std::string text = name.string();
    return is_text(text) ? text : "a file whose name is no text";
}

}  // namespace

std::string fault_of_preset_name(std::string_view name) {
    if (name.empty()) {
        return "a preset needs a name";
    }
    if (name.size() > kLongestName) {
        return "a name has at most 60 characters";
    }
    if (!is_text(name) || name.find_first_of("/\\:*?\"<>|") != name.npos) {
        return "a name has no / \\ : * ? \" < > |";
    }
    if (name.front() == '.' || name.front() == '-' || name.front() == ' ' || name.back() == ' ') {
        return "a name does not begin with a dot, a dash or a space, nor end with a space";
    }
    return is_built_in(name) ? "a built-in preset has this name" : "";
}

bool is_preset(std::string_view text) {
    try {
        guard_json(text);
    } catch (const Error&) {
        return false;
    }
    const Json json = Json::parse(text, nullptr, false);
    return json.is_object() && json.contains("config");
}

Preset parse_preset(std::string_view text, const std::string& name) {
    try {
        guard_json(text);
    } catch (const Error& error) {
        throw UsageError(error.what());
    }
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object() || !json.contains("config") || !json["config"].is_object()) {
        throw UsageError("it is no preset: an object with \"config\" is expected");
    }
    Preset out{.name = name, .title = name, .story = "", .config = {}};
    for (const auto& [key, value] : json.items()) {
        const bool words = key == "title" || key == "story";
        if (!words && key != "config") {
            throw UsageError("it is no preset: unknown key " + message_line(key, 60));
        }
        if (words &&
            (!value.is_string() || value.get_ref<const std::string&>().size() > kLongestText ||
             !is_text(value.get_ref<const std::string&>()))) {
            throw UsageError("it is no preset: " + key + " is not a line of text");
        }
        if (words) {
            (key == "title" ? out.title : out.story) = value.get<std::string>();
        }
    }
    out.config = parse_config(json["config"].dump());
    return out;
}

std::string to_json(const Preset& preset) {
    Json out{{"title", preset.title}, {"story", preset.story}};
    out["config"] = Json::parse(to_json(preset.config));
    return out.dump(4, ' ', false, Json::error_handler_t::replace) + "\n";
}

UserPresets read_user_presets(const fs::path& folder) {
    UserPresets out;
    std::error_code error;
    if (folder.empty() || !fs::exists(folder, error)) {
        return out;
    }
    std::vector<fs::path> names;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        if (at->path().extension() == ".json") {
            names.push_back(at->path().filename());
        }
    }
    if (error) {
        out.failures.push_back("cannot read " + folder.string() + ": " + error.message());
    }
    std::ranges::sort(names);
    for (const fs::path& file : names) {
        try {
            const std::string name = file.stem().string();
            if (const std::string fault = fault_of_preset_name(name); !fault.empty()) {
                throw Error(fault);
            }
            if (out.presets.size() == kMax) {
                throw Error("there are more than " + std::to_string(kMax));
            }
            out.presets.push_back(read_preset(folder, name));
        } catch (const std::exception& why) {
            out.failures.push_back("preset " + shown(file) + " is left out: " + why.what());
        }
    }
    return out;
}

void save_user_preset(const fs::path& folder, const Preset& preset) {
    const std::string what = "cannot save the preset: ";
    if (folder.empty()) {
        throw Error(what + "neither XDG_CONFIG_HOME nor HOME is set");
    }
    if (const std::string fault = fault_of_preset_name(preset.name); !fault.empty()) {
        throw Error(what + fault);
    }
    if (preset.config.dataset.kind == DatasetKind::Drawn) {
        throw Error(what + "points drawn by hand are kept in a session");
    }
    try {
        make_private_folder(folder);
    } catch (const Error& why) {
        throw Error(what + why.what());
    }
    write_private_file(file_of(folder, preset.name), to_json(preset));
}

void remove_user_preset(const fs::path& folder, const std::string& name) {
    std::error_code error;
    if (!fs::remove(file_of(folder, name), error) && error) {
        throw Error("cannot remove " + file_of(folder, name).string() + ": " + error.message());
    }
}

Preset find_preset(std::string_view name, const fs::path& own) {
    const std::string text(name);
    std::error_code error;
    if (!own.empty() && fault_of_preset_name(text).empty() &&
        fs::exists(file_of(own, text), error)) {
        try {
            return read_preset(own, text);
        } catch (const UsageError& why) {
            throw UsageError("preset " + file_of(own, text).string() + ": " + why.what());
        }
    }
    try {
        return find_preset(name);
    } catch (const UsageError& unknown) {
        std::string line = unknown.what();
        const UserPresets found = read_user_presets(own);
        for (std::size_t i = 0; i < found.presets.size() && i < 20; ++i) {
            line += (i == 0 ? "; your own: " : ", ") + found.presets[i].name;
        }
        throw UsageError(line);
    }
}

}  // namespace la
