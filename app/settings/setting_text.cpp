#include "app/settings/setting_text.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "core/base/error.h"
#include "core/base/message_line.h"
#include "core/config/config_json.h"
#include "core/config/task_limits.h"
#include "core/data/dataset_kinds.h"
#include "core/io/presets.h"

namespace la {

namespace {

constexpr std::string_view kBegin = "la1:";
constexpr std::size_t kLongest = std::size_t{1} << 20;

std::string_view trimmed(std::string_view text) {
    const auto space = [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; };
    while (!text.empty() && space(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && space(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

// The parts between semicolons that are in no text in quotes.
std::vector<std::string_view> parts(std::string_view text) {
    std::vector<std::string_view> out;
    std::size_t begin = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        quoted = quoted != (text[i] == '"' && (i == 0 || text[i - 1] != '\\'));
        if (text[i] == ';' && !quoted) {
            out.push_back(trimmed(text.substr(begin, i - begin)));
            begin = i + 1;
        }
    }
    out.push_back(trimmed(text.substr(begin)));
    return out;
}

std::string compare_json(const Config& config) {
    std::string out = "{";
    for (const auto& [path, value] : config.compare) {
        out += (out.size() > 1 ? "," : "") + ("\"" + path + "\":" + value);
    }
    return out + "}";
}

// What has to be set in `from` to have `to`.
std::vector<std::string> assignments(const Config& from, const Config& to) {
    std::vector<std::string> out;
    // A kind brings usual values of other fields: first, and without what it brings.
    Config begun = from;
    if (begun.dataset.kind != to.dataset.kind) {
        begun.dataset = with_kind(begun.dataset, to.dataset.kind);
    }
    begun.dataset.task = to.dataset.task;
    begun.network.kind = to.network.kind;
    bring_usual(begun, from);
    for (const char* path : {"dataset.kind", "dataset.task", "network.kind"}) {
        if (get_field(from, path) != get_field(to, path)) {
            out.push_back(std::string(path) + "=" + get_field(to, path));
        }
    }
    const std::vector<FieldValue> before = field_values(begun), after = field_values(to);
    for (std::size_t i = 0; i < after.size(); ++i) {
        if (before[i].value != after[i].value) {
            out.push_back(std::string(after[i].path) + "=" + after[i].value);
        }
    }
    if (from.compare != to.compare) {
        out.push_back("compare=" + compare_json(to));
    }
    return out;
}

}  // namespace

std::string setting_text(const Config& config) {
    if (!has_generator(config.dataset)) {
        throw Error("points of a file or drawn by hand do not fit into a line: save a session");
    }
    // The page that a preset opens is not among the fields, nor is its tab.
    const auto opens_page = [&config](const Preset& preset) {
        return preset.config.laboratory.value_or(LaboratoryKind::Flow) ==
               config.laboratory.value_or(LaboratoryKind::Flow);
    };
    const auto opens_tab = [&](const Preset& preset) {
        return opens_page(preset) && preset.config.explorer == config.explorer;
    };
    const bool by_tab = std::ranges::any_of(presets(), opens_tab);
    const Preset* nearest = nullptr;
    std::vector<std::string> least;
    for (const Preset& preset : presets()) {
        if (by_tab ? !opens_tab(preset) : !opens_page(preset)) {
            continue;
        }
        std::vector<std::string> all = assignments(preset.config, config);
        // Of presets with the same fields, the one that tells the same.
        const bool same_words = preset.config.cues == config.cues;
        if (nearest == nullptr || all.size() < least.size() ||
            (all.size() == least.size() && same_words && nearest->config.cues != config.cues)) {
            nearest = &preset;
            least = std::move(all);
        }
    }
    std::string out = std::string(kBegin) + nearest->name;
    for (const std::string& assignment : least) {
        out += "; " + assignment;
    }
    return out;
}

Config parse_setting(std::string_view text) {
    text = trimmed(text);
    if (text.size() > kLongest) {
        throw UsageError("the clipboard holds too much text for a setting");
    }
    if (text.starts_with("{")) {
        return parse_config(text);
    }
    if (!text.starts_with(kBegin)) {
        throw UsageError("the clipboard holds no setting: copy a line la1:... or a config.json");
    }
    const std::string line = message_line(text.substr(kBegin.size()));  // a mail may have broken it
    const std::vector<std::string_view> all = parts(line);
    Config config = find_preset(all.front()).config;
    // A kind of data comes first: naming one brings its usual noise.
    std::vector<std::string> sets(all.begin() + 1, all.end());
    std::stable_partition(sets.begin(), sets.end(),
                          [](const std::string& set) { return set.starts_with("dataset.kind"); });
    for (const std::string& assignment : sets) {
        if (!assignment.empty()) {
            set_field(config, assignment);
        }
    }
    return config;
}

}  // namespace la
