#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/model/config.h"

namespace la {

// A named configuration from assets/presets, embedded at build time.
struct Preset {
    std::string name;   // as given to --preset
    std::string title;  // as shown on screen
    std::string story;  // one sentence: what to look at
    Config config;
};

// All presets, the opening one first.
const std::vector<Preset>& presets();

// UsageError naming the known presets when there is none of this name.
const Preset& find_preset(std::string_view name);

}  // namespace la
