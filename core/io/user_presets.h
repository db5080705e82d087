#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/presets.h"

namespace la {

// Presets that a user has saved: NAME.json in a folder of the user, in the form of assets/presets;
// title and story are optional.

// What is wrong with a name, in a few words; empty: valid. Does not ask whether it is taken by
// another user preset.
std::string fault_of_preset_name(std::string_view name);

// Is this text meant as a preset, an object with "config", and not as a bare configuration?
bool is_preset(std::string_view json);

// Throws UsageError saying what is wrong.
Preset parse_preset(std::string_view json, const std::string& name);
std::string to_json(const Preset& preset);

struct UserPresets {
    std::vector<Preset> presets;        // sorted by name
    std::vector<std::string> failures;  // a line per file that is no preset, naming it
};
// The presets of a folder, which may be missing. An invalid file does not hinder the others.
UserPresets read_user_presets(const std::filesystem::path& folder);

// Replaces a preset of the same name, whole or not at all. Throws Error, also if a built-in preset
// has the name, or if a preset cannot reproduce the points.
void save_user_preset(const std::filesystem::path& folder, const Preset& preset);
void remove_user_preset(const std::filesystem::path& folder, const std::string& name);

// A built-in preset, or one of the user's folder `own`. Throws UsageError naming all presets if
// there is none of this name.
Preset find_preset(std::string_view name, const std::filesystem::path& own);

}  // namespace la
