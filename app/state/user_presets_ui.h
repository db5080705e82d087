#pragma once

#include <array>
#include <string>

#include "core/io/user_presets.h"

namespace la {

// What the window shows about user presets. The chooser of presets writes it; Opener fills `found`
// from the answers of UserPresetFiles.
struct UserPresetsUi {
    UserPresets found;             // as on disk
    bool asking = false;           // the dialog asks for a name
    bool begin = false;            // the dialog has just opened
    std::array<char, 128> name{};  // the text being typed
    std::string removing;          // the preset whose removal is being confirmed
};

}  // namespace la
