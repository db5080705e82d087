#pragma once

#include <filesystem>
#include <vector>

namespace la {

// The user's folders by the XDG base directory specification. Empty if neither the variable nor
// HOME is set. A variable that is not an absolute path is ignored.
std::filesystem::path state_folder();  // $XDG_STATE_HOME/leastaction, or ~/.local/state/leastaction
std::filesystem::path config_folder();  // $XDG_CONFIG_HOME/leastaction, or ~/.config/leastaction

// Folders that are there, for work that finds no room where it belongs: $TMPDIR, /var/tmp, /tmp and
// HOME.
std::vector<std::filesystem::path> spare_folders();

// Makes the folder and those above it that are missing, for the user alone: mode 0700 whatever the
// umask says. A folder of ours that others may read is closed to them. Throws Error.
void make_private_folder(const std::filesystem::path& folder);

}  // namespace la
