#pragma once

#include <array>
#include <string>

namespace la {

// The palette over everything that has a name. Written by app/palette.
struct PaletteUi {
    bool open = false;
    bool begin = false;            // it has just opened
    bool enter = false;            // the chosen one is to be taken
    std::array<char, 128> text{};  // being typed
    int chosen = 0;
    // A control that was gone to is pointed at for a while.
    std::string target;
    float seconds_left = 0;
};

}  // namespace la
