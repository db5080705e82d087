#pragma once

#include <filesystem>

namespace la {

// The user's folders by the XDG base directory specification. Empty if neither the variable nor
// HOME is set. A variable that is not an absolute path is ignored.
std::filesystem::path state_folder();  // $XDG_STATE_HOME/leastaction, or ~/.local/state/leastaction
std::filesystem::path config_folder();  // $XDG_CONFIG_HOME/leastaction, or ~/.config/leastaction

}  // namespace la
