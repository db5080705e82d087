#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/presets.h"

namespace la {

// Settings that a user has saved under a name: NAME.json in a folder of their own, in the form of
// those in assets/presets; title and story may be left out.

// What is wrong with a name, in a few words; empty: it can be one. Not whether it is taken.
std::string fault_of_preset_name(std::string_view name);

// Throws UsageError: what is wrong with it.
Preset parse_preset(std::string_view json, const std::string& name);
std::string to_json(const Preset& preset);

struct UserPresets {
    std::vector<Preset> presets;        // by name
    std::vector<std::string> failures;  // a line for each file that is none, naming it
};
// Those in a folder, which need not be there. A file that is none does not hinder the others.
UserPresets read_user_presets(const std::filesystem::path& folder);

// In place of one of the same name, whole or not at all. Throws Error, also where a built-in preset
// has that name, or where the points cannot be had again from what a preset holds.
void save_user_preset(const std::filesystem::path& folder, const Preset& preset);
void remove_user_preset(const std::filesystem::path& folder, const std::string& name);

// Built in or their own. UsageError naming all that there are when there is none of this name.
Preset find_preset(std::string_view name, const std::filesystem::path& own);

}  // namespace la
