#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/model/config.h"

namespace la {

// A named configuration from assets/presets, embedded at build time.
struct Preset {
    std::string name;   // for --preset
    std::string title;  // for the screen
    std::string story;  // one sentence: what to look at
    Config config;
};

// All presets; the first is the opening one.
const std::vector<Preset>& presets();

// Throws UsageError naming the known presets if there is none of this name.
const Preset& find_preset(std::string_view name);

}  // namespace la
