#pragma once

#include <array>
#include <string>

#include "core/io/user_presets.h"

namespace la {

// What is on screen about the user's presets. The chooser of presets writes it; App fills `found`
// from the answers of UserPresetFiles.
struct UserPresetsUi {
    UserPresets found;             // as they lie on the disk
    bool asking = false;           // the dialog asks for a name
    bool begin = false;            // the dialog has just opened
    std::array<char, 128> name{};  // as it is being typed
    std::string removing;          // the preset whose removal is being confirmed
};

}  // namespace la
