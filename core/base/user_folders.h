#pragma once

#include <filesystem>

namespace la {

// The user's folders by the XDG base directory specification; empty where neither the variable nor
// HOME names one. A variable that is no absolute path is ignored.
std::filesystem::path state_folder();  // $XDG_STATE_HOME/leastaction, or ~/.local/state/leastaction
std::filesystem::path config_folder();  // $XDG_CONFIG_HOME/leastaction, or ~/.config/leastaction

}  // namespace la
