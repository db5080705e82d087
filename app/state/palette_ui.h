#pragma once

#include <array>
#include <string>

namespace la {

// The palette over everything that has a name. Written by app/palette.
struct PaletteUi {
    bool open = false;
    bool begin = false;            // it has just opened
    bool enter = false;            // the chosen one is to be taken
    bool at_end = false;           // typing goes on at the end of the text
    std::array<char, 128> text{};  // being typed
    int chosen = 0;
    // A control that was gone to is pointed at for a while. Of a setting its path: one that has no
    // control now is typed here, "path = value".
    std::string target, path;
    float seconds_left = 0;
    int frames = 0;  // since then
};

}  // namespace la
